package main

import (
	"log"
	"net/http"
	"os"

	"example.com/depot/pkg/web"
)

func main() {
	parts, err := os.ReadFile("data/parts.json")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/parts", web.Text(string(parts)))
	log.Fatal(http.ListenAndServe(":7001", nil))
}
