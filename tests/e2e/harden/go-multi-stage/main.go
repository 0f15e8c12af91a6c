// Answers every request. Without net/http, which would have to be compiled anew in each build.
package main

import (
	"flag"
	"io"
	"log"
	"net"
)

func main() {
	listen := flag.String("listen", ":8080", "where to listen")
	flag.Parse()
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		_, _ = connection.Read(make([]byte, 1024))
		_, _ = io.WriteString(connection, "HTTP/1.0 200 OK\r\n\r\nhello from go\n")
		_ = connection.Close()
	}
}
