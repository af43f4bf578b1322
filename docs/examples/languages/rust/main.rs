use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

fn main() -> std::io::Result<()> {
    for connection in TcpListener::bind("0.0.0.0:8080")?.incoming() {
        let mut connection = connection?;
        let request = BufReader::new(connection.try_clone()?);
        // The headers end with an empty line.
        for line in request.lines() {
            if line?.is_empty() {
                break;
            }
        }
        connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\nHello, World!")?;
    }
    Ok(())
}
