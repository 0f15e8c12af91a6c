// Package hello knows the greeting.
package hello

// From greets in the name of an app.
func From(name string) string {
	return "hello from " + name + "\n"
}
