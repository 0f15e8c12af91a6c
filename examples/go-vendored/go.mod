module example.com/go-vendored

go 1.26.0

require example.com/greet v1.0.0
