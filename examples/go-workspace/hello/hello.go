// Package hello answers the requests.
package hello

import (
	"io"
	"net/http"
)

// Handler serves the greeting and the health probe.
func Handler(name string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", text("hello from "+name+"\n"))
	mux.Handle("GET /healthz", text("ok\n"))
	return mux
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(w, body)
	}
}
