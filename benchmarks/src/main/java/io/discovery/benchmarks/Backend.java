package io.discovery.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP server of the JDK's sockets and one thread, as light as can be: what it reads in one
 * piece is a request, and each gets the same response, which ends in the last digit of the first
 * address. Arguments: the port, then addresses.
 */
public final class Backend {
  private static final int BACKLOG = 4096;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final byte[] text = new byte[1 << 16];
  private final ByteBuffer kept;
  private final ByteBuffer closed;

  private Backend(String name) {
    kept = response("", name);
    closed = response("Connection: close\r\n", name);
  }

  /** Serves until its input ends. */
  public static void main(String[] args) throws IOException {
    Selector selector = Selector.open();
    for (int i = 1; i < args.length; i++) {
      ServerSocketChannel listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(args[i], Integer.parseInt(args[0])), BACKLOG);
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
    }
    Stdin.ready();
    Backend backend = new Backend("pod " + args[1].substring(args[1].length() - 1));
    while (selector.isOpen()) {
      selector.select(backend::serve);
    }
  }

  private static ByteBuffer response(String header, String body) {
    String text = "HTTP/1.1 200 OK\r\n" + header + "Content-Length: 5\r\n\r\n" + body;
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept(key);
      } else {
        answer((SocketChannel) key.channel());
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private static void accept(SelectionKey key) throws IOException {
    ServerSocketChannel listener = (ServerSocketChannel) key.channel();
    for (SocketChannel c = listener.accept(); c != null; c = listener.accept()) {
      c.configureBlocking(false);
      c.register(key.selector(), SelectionKey.OP_READ);
    }
  }

  private void answer(SocketChannel channel) throws IOException {
    int read = channel.read(buffer.clear());
    if (read < 0) {
      channel.close();
      return;
    }
    buffer.flip().get(text, 0, read);
    boolean close = new String(text, 0, read, StandardCharsets.US_ASCII).contains("on: close");
    channel.write((close ? closed : kept).duplicate());
    if (close) {
      channel.close();
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      key.cancel();
    }
  }
}
