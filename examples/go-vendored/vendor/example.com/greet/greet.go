// Package greet makes greetings.
package greet

// From returns a greeting from name.
func From(name string) string {
	return "hello from " + name
}
