// Command wait does nothing for an hour, and handles no signals.
package main

import "time"

func main() {
	time.Sleep(time.Hour)
}
