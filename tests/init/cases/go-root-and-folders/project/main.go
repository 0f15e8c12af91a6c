package main

import "net/http"

func main() {
	template.ParseGlob("templates/*.html")
	http.HandleFunc("GET /healthz", ok)
	http.ListenAndServe(":9090", nil)
}
