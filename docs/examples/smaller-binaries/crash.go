// Command crash dereferences a nil pointer.
package main

func main() {
	deliver(nil)
}

func deliver(address *string) {
	println("to", *address)
}
