package io.discovery.dns;

import io.discovery.address.Ip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Whom to ask, and how, as resolv.conf(5) says it and a kubelet writes it for a Pod.
 *
 * @param resolvers the servers, the one to ask first at the front
 * @param search domains in which a short name is looked for
 * @param ndots a name with so many dots is tried as it is before it is looked for in the domains
 * @param timeout how long a server may take to answer
 * @param attempts how often the servers are gone through
 */
record ResolvConf(
    List<InetSocketAddress> resolvers,
    List<Name> search,
    int ndots,
    Duration timeout,
    int attempts) {
  static final int PORT = 53;

  /** Kubernetes' own bound on what a Pod may have. */
  private static final int MAX_SEARCH = 32;

  private static final int MAX_RESOLVERS = 3;
  private static final int MAX_NDOTS = 15;
  private static final int MAX_TIMEOUT = 30;
  private static final int MAX_ATTEMPTS = 5;
  private static final int MAX_NAME = 255;
  private static final int MAX_BYTES = 1 << 16;

  ResolvConf {
    resolvers = List.copyOf(resolvers);
    search = List.copyOf(search);
  }

  /** Returns what asks these servers and searches nowhere. */
  static ResolvConf of(List<InetSocketAddress> resolvers) {
    return new ResolvConf(resolvers, List.of(), 1, Duration.ofSeconds(2), 2);
  }

  /** Reads a file; one that is not there means the server on this machine, as for the C library. */
  static ResolvConf read(Path file) {
    if (!Files.exists(file)) {
      return parse("");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /** Reads a text; lines and options that it does not know are passed over. */
  static ResolvConf parse(String text) {
    Parsing parsing = new Parsing();
    text.lines().forEach(parsing::line);
    return parsing.conf();
  }

  ResolvConf withTimeout(Duration timeout) {
    return new ResolvConf(resolvers, search, ndots, timeout, attempts);
  }

  /** Returns the names that a name may stand for, the one to try first at the front. */
  List<Name> candidates(String name) throws TextParseException {
    Name relative = Name.fromString(name);
    if (relative.isAbsolute()) {
      return List.of(relative);
    }
    List<Name> candidates = new ArrayList<>();
    for (Name domain : search) {
      if (relative.length() + domain.length() <= MAX_NAME) {
        candidates.add(Name.fromString(name, domain));
      }
    }
    int dots = relative.labels() - 1;
    candidates.add(dots >= ndots ? 0 : candidates.size(), Name.fromString(name, Name.root));
    return candidates;
  }

  /** What was read so far. */
  private static final class Parsing {
    private final List<InetSocketAddress> resolvers = new ArrayList<>();
    private List<Name> search = List.of();
    private int ndots = 1;
    private int timeout = 2;
    private int attempts = 2;

    void line(String line) {
      String[] words = line.split("[#;]", 2)[0].trim().split("\\s+");
      switch (words[0]) {
        case "nameserver" -> resolver(words);
        case "search", "domain" -> search(words);
        case "options" -> List.of(words).forEach(this::option);
        default -> {}
      }
    }

    private void resolver(String[] words) {
      Ip ip = words.length < 2 ? null : Ip.tryParse(words[1]);
      if (ip != null && resolvers.size() < MAX_RESOLVERS) {
        resolvers.add(new InetSocketAddress(ip.toInetAddress(), PORT));
      }
    }

    /** The last such line counts. */
    private void search(String[] words) {
      List<Name> domains = new ArrayList<>();
      for (int i = 1; i < words.length && domains.size() < MAX_SEARCH; i++) {
        Name domain = domain(words[i]);
        if (!domain.equals(Name.root)) {
          domains.add(domain);
        }
      }
      search = domains;
    }

    /** Returns the root, in which every name is tried anyhow, for what is no name. */
    private static Name domain(String word) {
      try {
        return Name.fromString(word, Name.root);
      } catch (TextParseException e) {
        return Name.root;
      }
    }

    private void option(String word) {
      ndots = number(word, "ndots:", MAX_NDOTS, ndots);
      timeout = Math.max(1, number(word, "timeout:", MAX_TIMEOUT, timeout));
      attempts = Math.max(1, number(word, "attempts:", MAX_ATTEMPTS, attempts));
    }

    private static int number(String word, String option, int most, int otherwise) {
      String digits = word.startsWith(option) ? word.substring(option.length()) : "";
      return digits.matches("[0-9]{1,9}") ? Math.min(most, Integer.parseInt(digits)) : otherwise;
    }

    ResolvConf conf() {
      if (resolvers.isEmpty()) {
        resolvers.add(new InetSocketAddress(Ip.parse("127.0.0.1").toInetAddress(), PORT));
      }
      return new ResolvConf(resolvers, search, ndots, Duration.ofSeconds(timeout), attempts);
    }
  }
}
