// Command probe stands in for a service: it uses what the image that it is put into has for one. It prints a line for
// each thing, and fails when one is missing.
package main

import (
	"crypto/tls"
	_ "embed"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/user"
	"time"
)

var (
	//go:embed certificates/server.crt
	certificate []byte
	//go:embed certificates/server.key
	key []byte
)

func main() {
	failed := false
	for _, thing := range []struct {
		name string
		use  func() (string, error)
	}{
		{"TLS", callOverTLS},
		{"time zone", tellTimeElsewhere},
		{"user", nameUser},
	} {
		seen, err := thing.use()
		if err != nil {
			failed = true
			seen = "missing: " + err.Error()
		}
		fmt.Printf("%s: %s\n", thing.name, seen)
	}
	if failed {
		os.Exit(1)
	}
}

// callOverTLS calls a server as any client does: with the system's certificates, and without any exception.
func callOverTLS() (string, error) {
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	server := http.Server{
		Handler:  http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) }),
		ErrorLog: log.New(io.Discard, "", 0), // the client says what is wrong
	}
	go server.Serve(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}}))

	response, err := http.Get("https://" + listener.Addr().String() + "/")
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	return fmt.Sprintf("%s, verified up to %q", response.Status,
		response.TLS.VerifiedChains[0][len(response.TLS.VerifiedChains[0])-1].Subject.CommonName), nil
}

// tellTimeElsewhere needs a zone with a summer time, which no built-in rule knows.
func tellTimeElsewhere() (string, error) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return "", err
	}
	return time.Date(2026, time.July, 1, 12, 0, 0, 0, time.UTC).In(zone).Format("15:04 MST"), nil
}

func nameUser() (string, error) {
	current, err := user.LookupId(fmt.Sprint(os.Getuid()))
	if err != nil {
		return "", err
	}
	return current.Username, nil
}
