package io.discovery.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers load balancers that ask for health, over HTTP; confined to the first loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel
final class HealthServer extends ChannelInboundHandlerAdapter implements Listening {
  private static final int MOST = 256;
  private static final int SILENT_SECONDS = 10;
  private static final int MAX_LINE = 4 << 10;
  private static final int MAX_HEADERS = 8 << 10;

  private final Transport transport;
  private final Function<String, @Nullable Answer> answers;
  private final ServerSocketChannel channel;
  private final Limit open;
  private final Set<SocketChannel> children = new LinkedHashSet<>();

  /**
   * Prepares a server.
   *
   * @param answers the answer to a path
   */
  HealthServer(Transport transport, Function<String, @Nullable Answer> answers) {
    this.transport = transport;
    this.answers = answers;
    channel = transport.newListener();
    channel.pipeline().addLast(this);
    open = new Limit(MOST, transport.first());
    open.add(() -> channel.config().setAutoRead(!open.isFull()));
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.close();
    List.copyOf(children).forEach(SocketChannel::close);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    SocketChannel child = (SocketChannel) message;
    ChannelPipeline pipeline = child.pipeline();
    pipeline.addLast(new ReadTimeoutHandler(SILENT_SECONDS));
    pipeline.addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_HEADERS));
    pipeline.addLast(new HttpServerKeepAliveHandler());
    pipeline.addLast(new Exchange());
    open.take();
    children.add(child);
    child.closeFuture().addListener(closed -> ended(child));
    transport.first().register(child);
  }

  private void ended(SocketChannel child) {
    children.remove(child);
    open.release();
  }

  /** The requests of one connection, one after the other. */
  private final class Exchange extends SimpleChannelInboundHandler<HttpObject> {
    private @Nullable HttpRequest request;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part.decoderResult().isFailure()) {
        context.close();
        return;
      }
      if (part instanceof HttpRequest head) {
        request = head;
      }
      if (part instanceof LastHttpContent && request != null) {
        answer(context, request);
        request = null;
      }
    }

    private void answer(ChannelHandlerContext context, HttpRequest request) {
      String path = request.uri();
      int query = path.indexOf('?');
      Answer answer = answers.apply(query < 0 ? path : path.substring(0, query));
      if (answer == null) {
        context.close();
        return;
      }
      ByteBuf body = Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8);
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.code()), body);
      answer.headers().forEach((name, value) -> response.headers().set(name, value));
      HttpUtil.setContentLength(response, body.readableBytes());
      context.writeAndFlush(response);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
