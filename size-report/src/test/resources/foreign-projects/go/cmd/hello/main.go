// The program hello greets over HTTP until it receives SIGTERM.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/go-chi/chi/v5"

	"example.org/acme/internal/greeting"
	"example.org/platform/process"
)

func main() {
	router := chi.NewRouter()
	router.Get("/hello/{name}", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(greeting.For(chi.URLParam(r, "name"))))
	})
	router.Get("/user", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(process.User()))
	})
	server := &http.Server{Addr: ":9090", Handler: router, ReadHeaderTimeout: 5 * time.Second}

	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()
	<-stop.Done()
	if err := server.Shutdown(context.Background()); err != nil {
		log.Fatal(err)
	}
	log.Print("shut down gracefully")
}
