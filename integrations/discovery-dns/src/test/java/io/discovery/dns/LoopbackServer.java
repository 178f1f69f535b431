package io.discovery.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/** A name server on real sockets, UDP and TCP, that answers as a test says. */
final class LoopbackServer implements AutoCloseable {
  /** Addresses and ports that queries came from, and whether by TCP. */
  final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private final DatagramSocket datagrams;
  private final ServerSocket streams;
  private final List<Thread> threads = new ArrayList<>();

  LoopbackServer(Answering answering) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket tcp = new ServerSocket(0, 50, loopback);
    DatagramSocket udp = datagramsAt(tcp.getLocalSocketAddress());
    while (udp == null) { // somebody else has the other half of the port
      tcp.close();
      tcp = new ServerSocket(0, 50, loopback);
      udp = datagramsAt(tcp.getLocalSocketAddress());
    }
    streams = tcp;
    datagrams = udp;
    start(() -> datagrams(answering));
    start(() -> streams(answering));
  }

  private static @Nullable DatagramSocket datagramsAt(SocketAddress address) throws IOException {
    try {
      return new DatagramSocket(address);
    } catch (BindException e) {
      return null;
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) datagrams.getLocalSocketAddress();
  }

  private void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                seen.add("over: " + e.getMessage());
              }
            });
    threads.add(thread);
    thread.start();
  }

  private void datagrams(Answering answering) throws IOException {
    while (!datagrams.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
      datagrams.receive(packet);
      seen.add("UDP " + packet.getPort());
      byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
      InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
      Reply reply = bytes -> datagrams.send(new DatagramPacket(bytes, bytes.length, client));
      answering.answer(new Asked(new Message(query), false, client, reply));
    }
  }

  private void streams(Answering answering) throws IOException {
    while (!streams.isClosed()) {
      try (Socket socket = streams.accept()) {
        seen.add("TCP " + socket.getPort());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] query = in.readNBytes(in.readUnsignedShort());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        InetSocketAddress client = (InetSocketAddress) socket.getRemoteSocketAddress();
        Reply reply =
            bytes -> {
              out.writeShort(bytes.length);
              out.flush(); // in two pieces
              out.write(bytes);
              out.flush();
            };
        answering.answer(new Asked(new Message(query), true, client, reply));
      }
    }
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    streams.close();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What answers a query, any number of times. */
  interface Answering {
    void answer(Asked asked) throws IOException;
  }

  /** A query that came in. */
  record Asked(Message query, boolean stream, InetSocketAddress client, Reply reply) {
    void send(byte[] bytes) throws IOException {
      reply.send(bytes);
    }
  }

  /** Sends bytes back. */
  interface Reply {
    void send(byte[] bytes) throws IOException;
  }

  private interface Work {
    void run() throws IOException;
  }
}
