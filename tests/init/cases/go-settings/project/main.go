package main

import (
	"net/http"
	"os"
)

func settings(name string) ([]byte, error) { return os.ReadFile(name + ".yaml") }

func main() {
	settings("shop")
	http.ListenAndServe(":8080", nil)
}
