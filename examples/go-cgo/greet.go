package main

// #include <stdlib.h>
// #include "greet.h"
import "C"

import "unsafe"

// greet asks the C in greet.c, which cgo compiles with the package.
func greet(name string) string {
	cname := C.CString(name)
	defer C.free(unsafe.Pointer(cname))

	text := C.greet(cname)
	if text == nil {
		panic("greet: out of memory")
	}
	defer C.free(unsafe.Pointer(text))
	return C.GoString(text)
}
