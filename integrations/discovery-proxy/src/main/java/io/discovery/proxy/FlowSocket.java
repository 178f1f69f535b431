package io.discovery.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** The socket from which the datagrams of one client go to its endpoint. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
final class FlowSocket extends ChannelInboundHandlerAdapter {
  private final UdpListener listener;
  private final DatagramChannel channel;
  private final InetSocketAddress client;
  private final Flow flow;

  FlowSocket(UdpListener listener, DatagramChannel channel, InetSocketAddress client, Flow flow) {
    this.listener = listener;
    this.channel = channel;
    this.client = client;
    this.flow = flow;
    channel.pipeline().addLast(this);
  }

  /** Takes answers of the endpoint, and of nobody else, from now on. */
  void connect(EventLoop loop, InetSocketAddress endpoint) {
    loop.register(channel);
    channel.connect(endpoint);
  }

  /** Sends what a client sent; what cannot be sent is lost, as datagrams are. */
  void send(ByteBuf content) {
    if (channel.isWritable()) {
      channel.writeAndFlush(content, channel.voidPromise());
    } else {
      content.release();
    }
  }

  void close() {
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf content =
        message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message;
    listener.answer(flow, content, client);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    listener.flush();
  }

  /** The endpoint does not take datagrams now; the flow goes on, as it would in a kernel. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    listener.flush();
  }
}
