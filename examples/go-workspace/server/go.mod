module example.com/go-workspace/server

go 1.26.0

require example.com/go-workspace/hello v0.0.0
