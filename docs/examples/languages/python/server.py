import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import greeting


class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        body = greeting.say()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    # PID 1 only receives signals that it handles.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    ThreadingHTTPServer(("0.0.0.0", 8080), Hello).serve_forever()
