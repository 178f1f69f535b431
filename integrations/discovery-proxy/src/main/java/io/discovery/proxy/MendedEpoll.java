package io.discovery.proxy;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;

/**
 * Netty's epoll, with registrations that come back.
 *
 * <p>Netty 4.2.18 takes a file out of epoll when nothing about it is of interest (netty#16689), and
 * afterwards changes its entry as if it were still there, which fails: a listener that pauses could
 * never accept again, and a half-closed socket never wait to be written to. Here the registration
 * ends instead, and a new one begins when something is of interest again.
 */
final class MendedEpoll implements IoHandler {
  private final IoHandler epoll;

  private MendedEpoll(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory = EpollIoHandler.newFactory();
    return executor -> new MendedEpoll(factory.newHandler(executor));
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> type) {
    return epoll.isCompatible(type);
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Registration(handle, epoll.register(handle));
  }

  /** A registration that lasts while nothing is of interest. */
  private final class Registration implements IoRegistration {
    private final IoHandle handle;
    private IoRegistration current;
    private boolean added;
    private boolean suspended;

    Registration(IoHandle handle, IoRegistration current) {
      this.handle = handle;
      this.current = current;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // so it is declared
    public <T> T attachment() {
      return current.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      boolean nothing = ops.equals(EpollIoOps.NONE);
      if (nothing && added) {
        added = false;
        suspended = true;
        current.cancel();
      }
      if (nothing) {
        return 0;
      }
      if (suspended) {
        suspended = false;
        current = again();
      }
      added = true;
      return current.submit(ops);
    }

    private IoRegistration again() {
      try {
        return epoll.register(handle);
      } catch (Exception e) {
        throw new IllegalStateException("epoll: cannot register again", e);
      }
    }

    @Override
    public boolean isValid() {
      return suspended || current.isValid();
    }

    @Override
    public boolean cancel() {
      if (suspended) {
        suspended = false;
        return true;
      }
      return current.cancel();
    }
  }
}
