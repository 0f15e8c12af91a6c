package main

import (
	"net/http"

	"example.com/team/balance/config"
)

func main() { http.ListenAndServe(config.Addr(), nil) }
