module multistage/wait

go 1.27
