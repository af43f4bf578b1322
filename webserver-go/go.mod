module multistage

go 1.27
