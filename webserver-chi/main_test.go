package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits before it fails. No test measures time.
const patience = 30 * time.Second

var silent = slog.New(slog.DiscardHandler)

func TestAnswers(t *testing.T) {
	address, _ := start(t, newServer(newHandler(silent)))
	const text = "text/plain; charset=utf-8"
	for _, test := range []struct {
		request, status, contentType, length, allow, body string
	}{
		{"GET /", "200 OK", text, "13", "", "Hello, World!"},
		{"HEAD /", "200 OK", text, "13", "", ""},
		{"GET /?x=1", "200 OK", text, "13", "", "Hello, World!"},
		{"GET /index.html", "404 Not Found", text, "10", "", "Not Found\n"},
		{"GET /.", "404 Not Found", text, "10", "", "Not Found\n"},
		{"GET //other/", "404 Not Found", text, "10", "", "Not Found\n"},
		{"HEAD /other", "404 Not Found", text, "10", "", ""},
		{"POST /other", "404 Not Found", text, "10", "", "Not Found\n"},
		{"POST /", "405 Method Not Allowed", text, "19", "GET, HEAD", "Method Not Allowed\n"},
		{"DELETE /", "405 Method Not Allowed", text, "19", "GET, HEAD", "Method Not Allowed\n"},
		{"POST /metrics", "405 Method Not Allowed", text, "19", "GET, HEAD", "Method Not Allowed\n"},
		{"OPTIONS /", "405 Method Not Allowed", text, "19", "GET, HEAD", "Method Not Allowed\n"},
	} {
		t.Run(test.request, func(t *testing.T) {
			connection := dial(t, address)
			send(t, connection, test.request+" HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
			method, _, _ := strings.Cut(test.request, " ")
			response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "status", response.Status, test.status)
			equal(t, "Content-Type", response.Header.Get("Content-Type"), test.contentType)
			equal(t, "Content-Length", response.Header.Get("Content-Length"), test.length)
			equal(t, "Allow", response.Header.Get("Allow"), test.allow)
			equal(t, "body", string(body), test.body)
		})
	}
}

func TestMetricsCountRequests(t *testing.T) {
	handler := newHandler(silent)
	for _, request := range []struct{ method, path string }{{"GET", "/"}, {"GET", "/"}, {"HEAD", "/"}, {"GET", "/other"}} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(request.method, request.path, nil))
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	for _, line := range []string{
		`http_requests_total{code="200",method="get"} 2`,
		`http_requests_total{code="200",method="head"} 1`,
		`http_requests_total{code="404",method="get"} 1`,
		"go_goroutines ",
	} {
		if !strings.Contains(answer.Body.String(), "\n"+line) {
			t.Errorf("no line %q in\n%s", line, answer.Body)
		}
	}
}

func TestRequestsAreLogged(t *testing.T) {
	var log bytes.Buffer
	handler := newHandler(slog.New(slog.NewJSONHandler(&log, nil)))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/other", nil))
	if lines := strings.Count(log.String(), "\n"); lines != 1 {
		t.Errorf("%d lines for one request: %s", lines, &log)
	}
	for _, part := range []string{"/other", "404"} {
		if !strings.Contains(log.String(), part) {
			t.Errorf("no %s in the log: %s", part, &log)
		}
	}
}

func TestExtensionsSeeEveryRequest(t *testing.T) {
	saved := extensions
	t.Cleanup(func() { extensions = saved })
	seen := 0
	extensions = append(extensions, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen++
			next.ServeHTTP(w, r)
		})
	})
	handler := newHandler(silent)
	for _, path := range []string{"/", "/metrics", "/other"} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil))
	}
	if seen != 3 {
		t.Errorf("seen %d of 3", seen)
	}
}

func TestKeepAliveServesManyRequestsOnOneConnection(t *testing.T) {
	address, _ := start(t, newServer(newHandler(silent)))
	connection := dial(t, address)
	reader := bufio.NewReader(connection)
	for _, method := range []string{"GET", "HEAD", "GET"} {
		send(t, connection, method+" / HTTP/1.1\r\nHost: test\r\n\r\n")
		response, err := http.ReadResponse(reader, &http.Request{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			t.Fatal(err)
		}
		equal(t, "status", response.Status, "200 OK")
	}
}

func TestRequestInFlightIsFinishedBeforeTheServerStops(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	answers := newHandler(silent)
	address, stop := start(t, newServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-release
		answers.ServeHTTP(w, r)
	})))
	connection := dial(t, address)
	send(t, connection, "GET / HTTP/1.1\r\nHost: test\r\n\r\n")
	<-entered

	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	waitUntilRefused(t, address)
	select {
	case err := <-stopped:
		t.Fatalf("stopped with a request in flight: %v", err)
	default:
	}
	close(release)

	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatalf("the request in flight was dropped: %v", err)
	}
	equal(t, "status", response.Status, "200 OK")
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
}

func TestHalfAHeaderIsCutOff(t *testing.T) {
	server := newServer(newHandler(silent))
	for name, timeout := range map[string]time.Duration{
		"ReadHeaderTimeout": server.ReadHeaderTimeout,
		"ReadTimeout":       server.ReadTimeout,
		"WriteTimeout":      server.WriteTimeout,
		"IdleTimeout":       server.IdleTimeout,
	} {
		if timeout <= 0 {
			t.Errorf("%s is off", name)
		}
	}
	server.ReadHeaderTimeout = 50 * time.Millisecond
	address, _ := start(t, server)
	connection := dial(t, address)
	send(t, connection, "GET / HTTP/1.1\r\nHo")
	if answer, err := io.ReadAll(connection); err != nil {
		t.Fatalf("the connection is still open: %v", err)
	} else if strings.Contains(string(answer), "200 OK") {
		t.Fatalf("half a request was answered with %q", answer)
	}
}

func TestReadyLineNamesTheAddress(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, "127.0.0.1:0", writer, silent) }()
	line, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	// Other words may come before it: the size report also builds the server with a changed line.
	_, address, found := strings.Cut(strings.TrimSpace(line), "Listening on http://")
	if !found {
		t.Fatalf("no ready line but %q", line)
	}
	response, err := http.Get("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

func TestPortInUseIsAnErrorThatNamesTheAddress(t *testing.T) {
	address, _ := start(t, newServer(newHandler(silent)))
	err := run(context.Background(), address, io.Discard, silent)
	if !errors.Is(err, syscall.EADDRINUSE) || !strings.Contains(err.Error(), address) {
		t.Fatalf("want the address in use to be named, got %v", err)
	}
}

// start serves on a free port; the returned function stops the server as SIGTERM does.
func start(t *testing.T, server *http.Server) (address string, stop func() error) {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, server, listener) }()
	t.Cleanup(func() {
		cancel()
		server.Close()
	})
	return listener.Addr().String(), func() error {
		cancel()
		return <-ended
	}
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	if err := connection.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	return connection
}

func send(t *testing.T, connection net.Conn, text string) {
	t.Helper()
	if _, err := io.WriteString(connection, text); err != nil {
		t.Fatal(err)
	}
}

func waitUntilRefused(t *testing.T, address string) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		connection, err := net.Dial("tcp4", address)
		if errors.Is(err, syscall.ECONNREFUSED) {
			return
		}
		if err == nil {
			connection.Close()
		}
	}
	t.Fatalf("%s still accepts connections", address)
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}
