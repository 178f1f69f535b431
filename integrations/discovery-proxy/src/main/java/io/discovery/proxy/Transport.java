package io.discovery.proxy;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads and sockets of one proxy: epoll where it is there, else what the JDK has. */
@SuppressWarnings("FutureReturnValueIgnored") // tasks of ours do not fail
final class Transport {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int BACKLOG = 1024;
  private static final int DATAGRAM = 65_535;
  private static final int END_SECONDS = 5;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 << 10, 256 << 10);

  private final boolean epoll;
  private final List<EventLoop> loops = new ArrayList<>();

  private Transport(int threads, boolean epoll) {
    this.epoll = epoll;
    DefaultThreadFactory factory =
        new DefaultThreadFactory("discovery-proxy-" + NUMBER.incrementAndGet(), true);
    IoHandlerFactory handlers = epoll ? MendedEpoll.newFactory() : NioIoHandler.newFactory();
    for (int i = 0; i < threads; i++) {
      loops.add(new SingleThreadIoEventLoop(null, factory, handlers));
    }
  }

  /** Returns running threads; more than one share the connections. */
  static Transport start(int threads, boolean epoll) {
    return new Transport(threads, epoll && Epoll.isAvailable());
  }

  /** Returns the loop that everything but connections and flows is confined to. */
  EventLoop first() {
    return loops.get(0);
  }

  List<EventLoop> loops() {
    return loops;
  }

  ServerSocketChannel newListener() {
    ServerSocketChannel channel =
        epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
    channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
    return channel;
  }

  /** Returns a socket to dial with; it reads nothing yet. */
  SocketChannel newSocket(int connectMillis) {
    SocketChannel channel = epoll ? new EpollSocketChannel() : new NioSocketChannel();
    channel.config().setConnectTimeoutMillis(connectMillis);
    prepare(channel);
    return channel;
  }

  /** Makes ready what was dialled or accepted. */
  static void prepare(SocketChannel channel) {
    channel.config().setAutoRead(false);
    channel.config().setAllowHalfClosure(true);
    channel.config().setTcpNoDelay(true);
    channel.config().setKeepAlive(true);
    channel.config().setWriteBufferWaterMark(WATER_MARK);
  }

  DatagramChannel newDatagramSocket() {
    DatagramChannel channel = epoll ? new EpollDatagramChannel() : new NioDatagramChannel();
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(DATAGRAM));
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    return channel;
  }

  /** Ends a loop, and with it all its sockets. */
  void end(EventLoop loop) {
    loop.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until all loops have ended, unless it is one of them that asks. */
  void awaitEnd() {
    boolean inside = false;
    for (EventLoop loop : loops) {
      inside |= loop.inEventLoop();
    }
    if (inside) {
      return;
    }
    try {
      for (EventLoop loop : loops) {
        loop.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
