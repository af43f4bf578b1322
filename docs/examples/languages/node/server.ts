import { createServer } from "node:http";

const greeting: string = "Hello, World!";

const server = createServer((request, response) => {
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.end(greeting);
});
// PID 1 only receives signals that it handles.
process.on("SIGTERM", () => server.close());
server.listen(8080, "0.0.0.0");
