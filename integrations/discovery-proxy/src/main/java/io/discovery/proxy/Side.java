package io.discovery.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection: what it reads is written to the other; confined to its loop.
 *
 * <p>It reads only while the other side can be written to, so that what is kept is bounded.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
final class Side extends ChannelInboundHandlerAdapter {
  final SocketChannel channel;
  private final Connection connection;
  private @Nullable Side other;

  /** What came although nothing was asked for: a socket that ends is read once. */
  private @Nullable ByteBuf early;

  private boolean inputEnded;
  private boolean outputEnded;

  Side(Connection connection, SocketChannel channel) {
    this.connection = connection;
    this.channel = channel;
    channel.pipeline().addLast(this);
  }

  /** Begins to pass on what comes, both ways. */
  static void join(Side one, Side two) {
    one.other = two;
    two.other = one;
    one.open(two);
    two.open(one);
  }

  private void open(Side to) {
    if (early != null) {
      to.channel.writeAndFlush(early, to.channel.voidPromise());
      early = null;
    }
    if (inputEnded) {
      to.endOutput();
    }
    channel.config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (other == null) {
      early = early == null ? bytes : Unpooled.wrappedBuffer(early, bytes);
      return;
    }
    connection.touch();
    Channel to = other.channel;
    to.write(bytes, to.voidPromise());
    if (!to.isWritable()) {
      to.flush();
      if (!to.isWritable()) {
        channel.config().setAutoRead(false);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (other != null) {
      other.channel.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (other != null && channel.isWritable()) {
      other.channel.config().setAutoRead(true);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
      inputEnded = true;
      if (other != null) {
        other.endOutput();
      }
      connection.inputEnded();
    }
  }

  /** Passes a half-close on, behind all that was written before. */
  private void endOutput() {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written ->
                channel
                    .shutdownOutput()
                    .addListener(
                        shut -> {
                          outputEnded = true;
                          connection.outputEnded(written.isSuccess() && shut.isSuccess());
                        }));
  }

  boolean inputEnded() {
    return inputEnded;
  }

  /** Returns whether both directions of this side are over. */
  boolean ended() {
    return inputEnded && outputEnded;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.reset();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.closed(this);
  }

  /** Closes the socket; the peer sees a reset. */
  void reset() {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    close();
  }

  /** Closes the socket. */
  void close() {
    if (early != null) {
      early.release();
      early = null;
    }
    channel.close();
  }
}
