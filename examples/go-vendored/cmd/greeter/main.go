package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/greet"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()

	server := &http.Server{
		Addr:              "0.0.0.0:" + cmp.Or(os.Getenv("PORT"), "8080"),
		Handler:           handler(),
		ReadHeaderTimeout: 5 * time.Second,
	}
	go func() {
		log.Printf("listening on %s", server.Addr)
		if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()

	<-ctx.Done()
	grace, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer cancel()
	if server.Shutdown(grace) != nil {
		server.Close() // what is still open after the grace is cut
	}
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, greet.From("go-vendored")+"\n")
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "ok\n")
	})
	mux.HandleFunc("GET /time/{zone...}", func(w http.ResponseWriter, r *http.Request) {
		zone, err := time.LoadLocation(r.PathValue("zone")) // out of the file that ZONEINFO names
		if err != nil {
			http.Error(w, "no such time zone", http.StatusNotFound)
			return
		}
		io.WriteString(w, time.Now().In(zone).Format(time.RFC1123Z)+"\n")
	})
	return mux
}
