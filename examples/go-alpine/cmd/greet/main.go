// Greets on a terminal; with --check it asks the server beside it whether it is well.
package main

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"time"

	"example.com/go-alpine/internal/hello"
)

func main() {
	if len(os.Args) < 2 || os.Args[1] != "--check" {
		fmt.Print(hello.From("go-alpine"))
		return
	}
	client := http.Client{Timeout: 3 * time.Second}
	answer, err := client.Get("http://127.0.0.1:" + cmp.Or(os.Getenv("PORT"), "8080") + "/healthz")
	if err != nil || answer.StatusCode != http.StatusOK {
		fmt.Fprintln(os.Stderr, "not well:", err)
		os.Exit(1)
	}
}
