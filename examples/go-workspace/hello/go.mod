module example.com/go-workspace/hello

go 1.26.0
