module example.org/platform

go 1.27
