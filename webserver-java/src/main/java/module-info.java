/** A web server that says hello, with nothing but the JDK. */
module multistage.webserver {
  requires jdk.httpserver;
}
