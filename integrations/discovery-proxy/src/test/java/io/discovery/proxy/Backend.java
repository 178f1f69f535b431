package io.discovery.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A plain server on 127.0.0.1, with a thread for each connection. */
final class Backend implements AutoCloseable {
  private final ServerSocket server;
  private final Handler handler;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

  /** What becomes of a connection. */
  interface Handler {
    void handle(Socket socket) throws IOException;
  }

  private Backend(Handler handler) {
    this.handler = handler;
    try {
      server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  static Backend of(Handler handler) {
    return new Backend(handler);
  }

  /** Sends its name, a byte, then all that it gets; ends its output when its input ends. */
  static Backend echo(int name) {
    return of(
        socket -> {
          OutputStream out = socket.getOutputStream();
          out.write(name);
          socket.getInputStream().transferTo(out);
          socket.shutdownOutput();
        });
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "test-backend-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        accepted.add(socket);
        start("connection", () -> handle(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void handle(Socket socket) {
    try {
      handler.handle(socket);
    } catch (IOException e) {
      // the test sees what its client sees
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Returns the next connection. */
  Socket next() throws InterruptedException {
    Socket socket = accepted.poll(60, TimeUnit.SECONDS);
    if (socket == null) {
      throw new AssertionError("nobody connects");
    }
    return socket;
  }

  /** Returns how many connected that {@link #next} has not returned. */
  int waiting() {
    return accepted.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  static byte[] read(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("ended after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }
}
