package main

import "os"

func keep(name string) {
	os.WriteFile("last.txt", []byte(name), 0o600)
}
