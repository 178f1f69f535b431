package io.discovery;

import io.discovery.address.Ip;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names as a Pod of one namespace resolves them, without a packet: from what is published, with
 * Kubernetes' search path ({@code shop.svc.cluster.local}, {@code svc.cluster.local}, {@code
 * cluster.local}) and {@code ndots:5}.
 *
 * <p>A name that does not exist, and one without records of the kind, has an empty result, as in
 * {@link ServiceHandle#endpoints}. While a source has yet to deliver its first state, and after the
 * discovery was closed, methods throw {@link IllegalStateException} instead of saying that.
 */
public interface Resolver {
  /**
   * Returns the addresses of a name such as {@code cart} or {@code cart.shop.svc}, IPv4 first: that
   * of the Service, or those of its ready endpoints if it is headless.
   */
  List<Ip> addresses(String name);

  /**
   * Returns the hosts and ports of a name such as {@code _http._tcp.cart} (SRV records); all have
   * the same priority and weight. A host is a name that has addresses here, and is not looked up.
   */
  List<InetSocketAddress> srv(String name);

  /** Returns what the Service of a name stands for if it is an ExternalName, else null. */
  @Nullable String alias(String name);

  /**
   * Returns the variables such as {@code CART_SERVICE_HOST} that a Pod started now would find, by
   * name: those of its namespace and of {@code default/kubernetes}.
   */
  Map<String, String> environment();
}
