// Package process says what the operating system knows about this process.
package process

import (
	"os"
	"strconv"
)

// User is the number of the user that runs this process.
func User() string {
	return strconv.Itoa(os.Getuid())
}
