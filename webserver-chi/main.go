// Command webserver answers GET / with "Hello, World!" on port 8080 until it is told to stop. It logs each request and counts
// requests under /metrics: what an ordinary service does, with the libraries that ordinary services use.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httplog/v3"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const (
	greeting = "Hello, World!"

	// Not localhost: nobody outside the container could reach that.
	address = "0.0.0.0:8080"

	// Less than the ten seconds after which `docker stop` sends SIGKILL.
	grace = 8 * time.Second
)

// extensions are middlewares for every request; another file of this package may add some.
var extensions chi.Middlewares

func main() {
	// Without a handler, Go's runtime ends the program at once on SIGTERM, and requests in flight are cut off.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Logs go to stderr. stdout has only the line that says that the server is ready.
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	if err := run(ctx, address, os.Stdout, logger); err != nil {
		logger.Error("the server ended", "error", err)
		os.Exit(1)
	}
}

// run serves on address until ctx is done and says on out when it is ready.
func run(ctx context.Context, address string, out io.Writer, logger *slog.Logger) error {
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Listening on http://%s\n", listener.Addr())
	return serve(ctx, newServer(newHandler(logger)), listener)
}

// newHandler routes, logs and counts requests.
func newHandler(logger *slog.Logger) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	requests := promauto.With(registry).NewCounterVec(prometheus.CounterOpts{
		Name: "http_requests_total",
		Help: "Requests that were answered, by status code and method.",
	}, []string{"code", "method"})

	router := chi.NewRouter()
	router.Use(httplog.RequestLogger(logger, &httplog.Options{Level: slog.LevelInfo, RecoverPanics: true}))
	router.Use(extensions...)
	// Answer HEAD as GET; net/http leaves the body out.
	router.Use(middleware.GetHead)
	router.NotFound(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "Not Found", http.StatusNotFound)
	})
	router.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
	})
	router.Get("/", hello)
	router.Method(http.MethodGet, "/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return promhttp.InstrumentHandlerCounter(requests, router)
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
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, greeting)
}
