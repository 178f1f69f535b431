package io.discovery.examples.firstlight;

import io.discovery.testkit.PodServer;
import java.util.BitSet;

/**
 * The servers behind the Services, and which attempts reached them; thread-safe.
 *
 * <p>Each attempt carries its number, so that after a broken connection it can be said whether the
 * request had arrived.
 */
final class Served {
  private static final String PATH = "/?attempt=";

  private final BitSet seen = new BitSet();
  private long repeated;

  /** Returns the path of an attempt. */
  static String path(int attempt) {
    return PATH + attempt;
  }

  /** Returns a server that says who it is. */
  PodServer server(String name, String version) {
    PodServer.Response response = new PodServer.Response(200, new Answer(name, version).text());
    return request -> {
      arrived(request.path());
      return response;
    };
  }

  /** Returns whether an attempt reached a server. */
  synchronized boolean arrived(int attempt) {
    return seen.get(attempt);
  }

  /** Returns how many requests arrived that had arrived before: sent again by the transport. */
  synchronized long repeated() {
    return repeated;
  }

  private synchronized void arrived(String path) {
    int attempt = Integer.parseInt(path.substring(PATH.length()));
    if (seen.get(attempt)) {
      repeated++;
    }
    seen.set(attempt);
  }
}
