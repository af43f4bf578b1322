module multistage/needs

go 1.27
