package io.discovery.core.balancer;

import io.discovery.core.nullness.Nullable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** Whether a failure says that there was no connection, so that nothing can have been sent. */
public final class ConnectFailure {
  private static final int MAX_DEPTH = 16;

  private ConnectFailure() {}

  /** Returns whether a failure, or one of its causes, is a connection that did not come about. */
  public static boolean isIn(Throwable failure) {
    @Nullable Throwable at = failure;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      if (isOne(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static boolean isOne(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof UnresolvedAddressException
        || isConnectTimeout(failure);
  }

  /** The JDK's HttpConnectTimeoutException and its like elsewhere have no type in common. */
  private static boolean isConnectTimeout(Throwable failure) {
    if (failure.getClass().getSimpleName().endsWith("ConnectTimeoutException")) {
      return true;
    }
    String message = failure.getMessage();
    return failure instanceof SocketTimeoutException
        && message != null
        && message.toLowerCase(Locale.ROOT).startsWith("connect timed out");
  }
}
