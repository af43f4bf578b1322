module git.example.com/platform.git

go 1.27
