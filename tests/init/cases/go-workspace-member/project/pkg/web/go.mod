module example.com/depot/pkg/web

go 1.25
