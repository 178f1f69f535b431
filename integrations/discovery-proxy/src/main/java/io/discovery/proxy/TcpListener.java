package io.discovery.proxy;

import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections to a frontend, as long as there is room for them. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
final class TcpListener extends ChannelInboundHandlerAdapter implements Listening {
  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
  private static final int PAUSE_MILLIS = 200;

  private final Bridge bridge;
  final Frontend frontend;
  final ServiceName service;
  final List<Limit> limits;
  private final ServerSocketChannel channel;
  private final Runnable adjust = this::adjust;
  private boolean paused;

  /**
   * Prepares a listener.
   *
   * @param limits what its connections count against
   */
  TcpListener(Bridge bridge, Frontend frontend, ServicePortName port, List<Limit> limits) {
    this.bridge = bridge;
    this.frontend = frontend;
    service = port.service();
    this.limits = limits;
    channel = bridge.transport.newListener();
    channel.pipeline().addLast(this);
    limits.forEach(limit -> limit.add(adjust));
    adjust();
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public void close() {
    limits.forEach(limit -> limit.remove(adjust));
    channel.close();
  }

  /** Accepts as long as nothing is full. */
  private void adjust() {
    boolean full = paused;
    for (Limit limit : limits) {
      full |= limit.isFull();
    }
    channel.config().setAutoRead(!full);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    SocketChannel client = (SocketChannel) message;
    Connections home = bridge.home();
    limits.forEach(Limit::take);
    Connection connection = new Connection(bridge, this, home, client);
    home.loop
        .register(client)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                connection.begin();
              } else {
                connection.abandon();
              }
            });
  }

  /** Accepting fails where this process has no file left: no use to try at once again. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.warn("{}: cannot accept, pausing for {} ms ({})", frontend, PAUSE_MILLIS, cause.toString());
    paused = true;
    adjust();
    context.executor().schedule(this::resume, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void resume() {
    paused = false;
    adjust();
  }
}
