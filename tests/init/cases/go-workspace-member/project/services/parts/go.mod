module example.com/depot/services/parts

go 1.25

require example.com/depot/pkg/web v0.0.0
