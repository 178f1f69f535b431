package io.discovery.dns;

import io.discovery.address.Ip;
import io.discovery.snapshot.ServicePortName;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Services whose endpoints are what a foreign DNS zone says: A and AAAA records, or SRV records and
 * the addresses of their targets.
 *
 * <pre>{@code
 * ServiceDiscovery discovery =
 *     Discovery.of(
 *         DnsServices.builder()
 *             .srv("shop/cart", "_http._tcp.cart.example.com")
 *             .addresses("legacy/db:sql", "db.example.com", 5432)
 *             .build());
 * }</pre>
 *
 * <p>They are headless: they have no virtual address. A name is asked for again when its TTL ends,
 * or up to a tenth later. Where the server says that there is nothing (NXDOMAIN or no such record)
 * there is no endpoint; where it fails or is silent the last answer stays, and the source says that
 * it is stale. Of SRV records those of the lowest priority that have an address count; weights do
 * not. Loopback and link-local addresses are refused, as they are in a cluster.
 *
 * <p>Only what answers a question is believed: the packet comes from the server that was asked, to
 * the port it was asked from, with the id and the question of the query, letter case included;
 * ports, ids and case are random. Someone who floods a port with guesses makes the query go by TCP.
 *
 * <p>Thread-safe; holds a thread and sockets while it is watched.
 */
public final class DnsServices implements WatchSource {
  private final List<Followed> followed;
  private final Setup setup;
  private final Wiring wiring;

  /** What watches found, so that a new one begins with it: a failure must not make them forget. */
  private final Map<Followed, Remembered> memory = new ConcurrentHashMap<>();

  private DnsServices(List<Followed> followed, Setup setup, Wiring wiring) {
    this.followed = List.copyOf(followed);
    this.setup = setup;
    this.wiring = wiring;
  }

  /** Returns a builder without Services, which asks whom {@code /etc/resolv.conf} names. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Watch watch(WatchHandler handler) {
    ResolvConf conf = setup.conf();
    Driver driver = wiring.driver().apply("discovery-" + name());
    Exchange.Means means =
        new Exchange.Means(driver.loop(), driver.network(), wiring.randomness(), conf.timeout());
    Pace pace = new Pace(setup.floor, setup.ceiling, wiring.randomness());
    Asker asker = new Asker(means, conf, wiring.time(), pace);
    DnsWatch watch = new DnsWatch(followed, memory, asker, driver, handler);
    driver.loop().execute(watch::begin);
    return watch;
  }

  @Override
  public String name() {
    return "dns";
  }

  /** Returns the Service ports and their names. */
  @Override
  public String toString() {
    return "DnsServices" + followed;
  }

  /**
   * Whom to ask and how often.
   *
   * @param resolvers the servers; empty if the file names them
   */
  private record Setup(
      List<InetSocketAddress> resolvers,
      Path file,
      @Nullable Duration timeout,
      Duration floor,
      Duration ceiling) {
    ResolvConf conf() {
      ResolvConf conf = resolvers.isEmpty() ? ResolvConf.read(file) : ResolvConf.of(resolvers);
      return timeout == null ? conf : conf.withTimeout(timeout);
    }
  }

  /** A builder of {@link DnsServices}; not thread-safe. */
  public static final class Builder {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Map<ServicePortName, Followed> followed = new LinkedHashMap<>();
    private final List<InetSocketAddress> resolvers = new ArrayList<>();
    private Path file = Path.of("/etc/resolv.conf");
    private @Nullable Duration timeout;
    private Duration floor = Duration.ofSeconds(1);
    private Duration ceiling = Duration.ofSeconds(60);
    private Wiring wiring = Wiring.system();

    private Builder() {}

    /**
     * Adds a Service port whose endpoints are what the SRV records of a name point to.
     *
     * @param port such as {@code shop/cart:http}; without a colon the port has no name
     * @param name such as {@code _http._tcp.cart.example.com}; it says the protocol
     * @throws IllegalArgumentException if a text has another form, or the port is there already
     */
    public Builder srv(String port, String name) {
      return add(new Followed(ServicePortName.parse(port), checked(name), null));
    }

    /**
     * Adds a TCP port of a Service whose endpoints are the addresses of a name.
     *
     * @param port such as {@code legacy/db:sql}; without a colon the port has no name
     * @param name such as {@code db.example.com}
     * @param number where they listen
     * @throws IllegalArgumentException if a text has another form, the number is no port, or the
     *     port is there already
     */
    public Builder addresses(String port, String name, int number) {
      if (number < 1 || number > 65_535) {
        throw new IllegalArgumentException("port: " + number + " (expected: 1..65535)");
      }
      return add(new Followed(ServicePortName.parse(port), checked(name), number));
    }

    private static String checked(String name) {
      try {
        Name.fromString(name, Name.root);
      } catch (TextParseException e) {
        throw new IllegalArgumentException("name: \"" + name + "\" (" + e.getMessage() + ")", e);
      }
      if (Ip.tryParse(name) != null || name.isEmpty()) {
        throw new IllegalArgumentException(
            "name: \"" + name + "\" (expected: a name such as db.example.com)");
      }
      return name;
    }

    private Builder add(Followed each) {
      if (followed.putIfAbsent(each.port(), each) != null) {
        throw new IllegalArgumentException(each.port() + ": already there");
      }
      return this;
    }

    /**
     * Asks these servers, the first one first, and takes each name as it is; by default {@link
     * #resolvConf} says whom to ask.
     *
     * @throws IllegalArgumentException if one has a host name instead of an address
     */
    public Builder resolver(InetSocketAddress... servers) {
      for (InetSocketAddress server : servers) {
        if (server.isUnresolved() || server.getPort() == 0) {
          throw new IllegalArgumentException(
              "resolver: " + server + " (expected: an address and a port)");
        }
        resolvers.add(server);
      }
      return this;
    }

    /**
     * Asks whom a file as resolv.conf(5) names, in the domains that it names; by default {@code
     * /etc/resolv.conf}. It is read when a watch begins.
     */
    public Builder resolvConf(Path file) {
      this.file = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Waits so long for an answer before the next server is asked; default 2 s, or what the file
     * says.
     *
     * @throws IllegalArgumentException if that is not positive, or longer than a day
     */
    public Builder timeout(Duration timeout) {
      this.timeout = checked("timeout", timeout);
      return this;
    }

    /**
     * Asks again after no less and no more than these times, whatever the TTL is; default 1 s and
     * 60 s. A question that nobody answers is asked again after the floor, then after twice the
     * time each time.
     *
     * @throws IllegalArgumentException if one is not positive or longer than a day, or the floor is
     *     above the ceiling
     */
    public Builder refresh(Duration floor, Duration ceiling) {
      if (checked("floor", floor).compareTo(checked("ceiling", ceiling)) > 0) {
        throw new IllegalArgumentException(
            "floor: " + floor + " (expected: at most the ceiling, " + ceiling + ")");
      }
      this.floor = floor;
      this.ceiling = ceiling;
      return this;
    }

    private static Duration checked(String what, Duration time) {
      if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            what + ": " + time + " (expected: at least 1 ms, at most a day)");
      }
      return time;
    }

    /** Runs on something else than a thread and sockets. */
    Builder wiring(Wiring wiring) {
      this.wiring = Objects.requireNonNull(wiring, "wiring");
      return this;
    }

    /**
     * Returns the source.
     *
     * @throws IllegalArgumentException if there is no Service
     */
    public DnsServices build() {
      if (followed.isEmpty()) {
        throw new IllegalArgumentException("services: none (expected: at least 1)");
      }
      Setup setup = new Setup(List.copyOf(resolvers), file, timeout, floor, ceiling);
      return new DnsServices(List.copyOf(followed.values()), setup, wiring);
    }
  }
}
