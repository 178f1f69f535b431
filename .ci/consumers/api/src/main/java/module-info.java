/** What extends the library needs its api alone. */
module consumer.api {
  requires io.discovery;
}
