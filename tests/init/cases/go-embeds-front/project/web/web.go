// Package web holds the front end, as webpack makes it.
package web

import "embed"

//go:embed all:dist
var Files embed.FS
