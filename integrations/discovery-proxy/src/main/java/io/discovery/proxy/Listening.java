package io.discovery.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/** A socket that others come to; confined to the first loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
interface Listening {
  /** Returns the socket. */
  Channel channel();

  /** Begins to listen; done when this returns. */
  default ChannelFuture bind(EventLoop loop, InetSocketAddress address) {
    loop.register(channel());
    return channel().bind(address);
  }

  /** Returns where it listens. */
  default InetSocketAddress address() {
    return (InetSocketAddress) channel().localAddress();
  }

  /** Ends to listen, at once. */
  void close();
}
