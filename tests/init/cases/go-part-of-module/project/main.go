package main

import "fmt"

func main() { fmt.Println("see cmd") }
