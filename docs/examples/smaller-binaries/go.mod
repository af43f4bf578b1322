module multistage/crash

go 1.27
