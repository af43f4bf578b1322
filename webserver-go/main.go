// Command webserver answers GET / with "Hello, World!" on port 8080 until it is told to stop.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const (
	// Not localhost: nobody outside the container could reach that.
	address = "0.0.0.0:8080"

	// Less than the ten seconds after which `docker stop` sends SIGKILL.
	grace = 8 * time.Second
)

func main() {
	// Without a handler, Go's runtime ends the program at once on SIGTERM, and requests in flight are cut off.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, address, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "webserver:", err)
		os.Exit(1)
	}
}

// run serves on address until ctx is done and says on out when it is ready.
func run(ctx context.Context, address string, out io.Writer) error {
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Listening on http://%s\n", listener.Addr())
	return serve(ctx, newServer(http.HandlerFunc(hello)), listener)
}

// newServer sets the timeouts, which are all off by default. Without them, a client that sends half a header
// keeps its connection for ever.
func newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Second,
		IdleTimeout:       30 * time.Second,
	}
}

// serve answers requests until ctx is done, then finishes the ones in flight.
func serve(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		return errors.Join(fmt.Errorf("requests still in flight after %v: %w", grace, err), server.Close())
	}
	return nil
}

func hello(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path != "/":
		http.Error(w, "Not Found", http.StatusNotFound)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
	default:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		// For HEAD, net/http sends the same headers without the body.
		io.WriteString(w, "Hello, World!")
	}
}
