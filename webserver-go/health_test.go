//go:build health

package main

import (
	"net/http"
	"strings"
	"testing"
)

func TestHealthyServer(t *testing.T) {
	address, _ := start(t, newServer(http.HandlerFunc(hello)))
	if err := checkHealth("http://" + address + "/"); err != nil {
		t.Fatal(err)
	}
}

func TestUnhealthyServer(t *testing.T) {
	address, _ := start(t, newServer(http.NotFoundHandler()))
	if err := checkHealth("http://" + address + "/"); err == nil || !strings.Contains(err.Error(), "404") {
		t.Fatalf("want an error that names the answer, got %v", err)
	}
}

func TestNoServer(t *testing.T) {
	address, stop := start(t, newServer(http.HandlerFunc(hello)))
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if err := checkHealth("http://" + address + "/"); err == nil {
		t.Fatal("a server that isn't there is called healthy")
	}
}
