// Command needs tests what services often need from their image, and reports what it finds:
//
//	needs              whom it trusts over TLS, what time it is elsewhere, who it is
//	needs call         calls a server over TLS
//	needs certificate  prints the certificate of that server
//	needs lookup NAME  asks DNS for a name
package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/user"
	"strings"
	"time"
)

func main() {
	var text string
	var err error
	switch strings.Join(os.Args[1:min(2, len(os.Args))], "") {
	case "":
		fmt.Println("trusts:    ", either(authorities()))
		fmt.Println("in Berlin: ", either(timeInBerlin()))
		fmt.Println("is called: ", either(userName()))
		return
	case "call":
		text, err = call()
	case "certificate":
		text = certificate()
	case "lookup":
		var addresses []string
		addresses, err = net.LookupHost(os.Args[2])
		text = strings.Join(addresses, " ")
	default:
		err = fmt.Errorf("unknown command %q", os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "needs:", err)
		os.Exit(1)
	}
	fmt.Println(text)
}

func either(text string, err error) string {
	if err != nil {
		return err.Error()
	}
	return text
}

func authorities() (string, error) {
	pool, err := x509.SystemCertPool()
	if err != nil {
		return "", err
	}
	if pool.Equal(x509.NewCertPool()) {
		return "nobody", nil
	}
	return "the image's list of authorities", nil
}

func timeInBerlin() (string, error) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return "", err
	}
	return time.Date(2026, time.July, 1, 12, 0, 0, 0, time.UTC).In(zone).Format("15:04 MST"), nil
}

func userName() (string, error) {
	current, err := user.LookupId(fmt.Sprint(os.Getuid()))
	if err != nil {
		return "", err
	}
	return current.Username, nil
}

// call sends a request to its own server as any client does: with the system's certificates and without exceptions.
func call() (string, error) {
	server := newServer()
	server.StartTLS()
	defer server.Close()
	response, err := http.Get(server.URL)
	if err != nil {
		return "", err
	}
	return response.Status, response.Body.Close()
}

// newServer has a self-signed certificate.
func newServer() *httptest.Server {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // the client says what is wrong
	return server
}

func certificate() string {
	server := newServer()
	server.StartTLS()
	defer server.Close()
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
}
