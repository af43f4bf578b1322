// Package greeting knows what to say.
package greeting

// For greets somebody by name.
func For(name string) string {
	return "Hello, " + name + "!"
}
