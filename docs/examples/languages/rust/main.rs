use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};

// Rust's standard library handles no signals. As process 1, this program doesn't end on SIGTERM: start it with `docker run --init`,
// or add a crate such as signal-hook.
fn main() -> Result<()> {
    for connection in TcpListener::bind("0.0.0.0:8080")?.incoming() {
        // A client that goes away doesn't end the server.
        if let Err(error) = connection.and_then(respond) {
            eprintln!("{error}");
        }
    }
    Ok(())
}

fn respond(mut connection: TcpStream) -> Result<()> {
    // The headers end with an empty line.
    for line in BufReader::new(connection.try_clone()?).lines() {
        if line?.is_empty() {
            break;
        }
    }
    connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\nHello, World!")
}
