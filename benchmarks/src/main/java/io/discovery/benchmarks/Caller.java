package io.discovery.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One well-behaved client: a call is one question or one request, each on a new TCP connection. */
final class Caller implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress dns;
  private final DatagramSocket datagrams = new DatagramSocket();
  private final byte[] buffer = new byte[1 << 16];
  private int id;

  Caller(int dnsPort) throws IOException {
    dns = new InetSocketAddress(InetAddress.getLoopbackAddress(), dnsPort);
    datagrams.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Asks for the addresses of a name over UDP; returns the answer. */
  byte[] askUdp(String name) throws IOException {
    byte[] question = question(++id, name);
    datagrams.send(new DatagramPacket(question, question.length, dns));
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      datagrams.receive(packet);
      byte[] answer = Arrays.copyOf(buffer, packet.getLength());
      if (answer[0] == question[0] && answer[1] == question[1]) {
        return answer;
      }
    }
  }

  /** Asks for the addresses of a name over TCP; returns the answer. */
  byte[] askTcp(String name) throws IOException {
    try (Socket socket = connect(dns)) {
      byte[] question = question(++id, name);
      byte[] framed = new byte[question.length + 2];
      framed[0] = (byte) (question.length >> 8);
      framed[1] = (byte) question.length;
      System.arraycopy(question, 0, framed, 2, question.length);
      socket.getOutputStream().write(framed);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return answer;
    }
  }

  /** Sends a request and returns the last byte of the response. */
  static int request(InetSocketAddress address) throws IOException {
    try (Socket socket = connect(address)) {
      socket.getOutputStream().write(REQUEST);
      InputStream in = socket.getInputStream();
      byte[] response = in.readAllBytes();
      if (response.length == 0) {
        throw new IOException("no response");
      }
      return response[response.length - 1];
    }
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address, PATIENCE_MILLIS);
    return socket;
  }

  /** Returns a question for the IPv4 addresses of a name. */
  static byte[] question(int id, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(id);
    out.write(new byte[] {1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.")) {
      out.writeByte(label.length());
      out.writeBytes(label);
    }
    out.write(new byte[] {0, 0, 1, 0, 1});
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    datagrams.close();
  }
}
