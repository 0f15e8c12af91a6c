module example.com/go-alpine

go 1.26.0
