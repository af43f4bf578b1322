// Command crash delivers to an address that isn't there.
package main

func main() {
	deliver(nil)
}

func deliver(address *string) {
	println("to", *address)
}
