package io.discovery.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the datagrams of a frontend; each flow has a socket of its own to its endpoint. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
final class UdpListener extends ChannelInboundHandlerAdapter implements Listening {
  private final Bridge bridge;
  private final Frontend frontend;
  private final DatagramChannel channel;
  private final Map<Flow, FlowSocket> sockets = new LinkedHashMap<>();

  UdpListener(Bridge bridge, Frontend frontend) {
    this.bridge = bridge;
    this.frontend = frontend;
    channel = bridge.transport.newDatagramSocket();
    channel.pipeline().addLast(this);
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.close();
    List.copyOf(sockets.keySet()).forEach(this::ended);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      FlowSocket socket = socket(packet.sender());
      if (socket != null) {
        socket.send(packet.content().retain());
      }
    } finally {
      packet.release();
    }
  }

  /** Returns the way of a client's datagrams; null if they are not answered. */
  private @Nullable FlowSocket socket(InetSocketAddress client) {
    Decision decision = bridge.decide(client, address(), frontend);
    Flow flow = decision.flow();
    if (decision.outcome() != Decision.Outcome.ENDPOINT || flow == null) {
      return null;
    }
    FlowSocket known = sockets.get(flow);
    return known != null ? known : open(flow, decision, client);
  }

  private @Nullable FlowSocket open(Flow flow, Decision decision, InetSocketAddress client) {
    InetSocketAddress endpoint = bridge.locate(decision.endpoint());
    if (endpoint == null) {
      return null;
    }
    FlowSocket socket = new FlowSocket(this, bridge.transport.newDatagramSocket(), client, flow);
    sockets.put(flow, socket);
    bridge.flowSockets.incrementAndGet();
    socket.connect(channel.eventLoop(), endpoint);
    flow.onEnd(() -> channel.eventLoop().execute(() -> ended(flow)));
    return socket;
  }

  private void ended(Flow flow) {
    FlowSocket socket = sockets.remove(flow);
    if (socket != null) {
      bridge.flowSockets.decrementAndGet();
      socket.close();
    }
  }

  /** Sends an answer; what cannot be sent is lost, as datagrams are. */
  void answer(Flow flow, ByteBuf content, InetSocketAddress client) {
    bridge.decisions.replied(flow);
    if (channel.isWritable()) {
      channel.write(new DatagramPacket(content, client), channel.voidPromise());
    } else {
      content.release();
    }
  }

  void flush() {
    channel.flush();
  }

  /** Whatever the network says of a datagram concerns that datagram alone. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    channel.flush();
  }
}
