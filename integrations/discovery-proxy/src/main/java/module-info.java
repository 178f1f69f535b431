/** What a node does with packets to Services. */
module io.discovery.proxy {
  requires transitive io.discovery;
  requires transitive io.discovery.core;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.discovery.proxy;
}
