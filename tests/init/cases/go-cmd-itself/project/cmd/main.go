package main

import "net/http"

func main() {
	keep("paste.db")
	http.ListenAndServe(":8080", nil)
}
