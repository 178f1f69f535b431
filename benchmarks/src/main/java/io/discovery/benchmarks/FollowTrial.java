package io.discovery.benchmarks;

import io.discovery.DiscoveryObserver;
import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.core.InMemorySource;
import io.discovery.dns.DnsServer;
import io.discovery.model.ServiceSpec;
import io.discovery.proxy.ServiceProxy;
import io.discovery.snapshot.EndpointSet;
import io.discovery.time.Time;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes from the publication of a snapshot until DNS and a virtual address show it: one
 * of a thousand Services changes its only endpoint to and fro, and one client asks without a pause.
 */
final class FollowTrial {
  private static final int SERVICES = 1_000;
  private static final int CHANGES = 500;
  private static final int WARM_UP = 100;
  private static final int AFTERWARDS = 10;
  private static final double BUDGET_MILLIS = 20;
  private static final String HEADLESS = "live";
  private static final String VIRTUAL = "live-vip";
  private static final List<String> PODS = List.of("10.250.0.1", "10.250.0.2");

  private final InMemorySource source = new InMemorySource();
  private final Published published = new Published();
  private final Figures figures = new Figures();
  private int version;
  private int stale;

  private FollowTrial() {}

  static List<Row> run(Path out, int seconds) throws IOException {
    return new FollowTrial().run(out.resolve("bench-follow.log"));
  }

  /** When the endpoints of a Service were published last. */
  private static final class Published implements DiscoveryObserver {
    private final Time time = Time.system();
    private volatile long at;

    @Override
    public void onPublished(EndpointSet endpoints) {
      at = time.nanoTime();
    }
  }

  @SuppressWarnings("try") // what serves is not spoken to
  private List<Row> run(Path log) throws IOException {
    int dns = Ports.free();
    int vip = Ports.free();
    int backend = Ports.free();
    source.replaceAll(new Catalogue(SERVICES).objects());
    source.put(Catalogue.service(HEADLESS, ServiceSpec.HEADLESS, 80));
    source.put(Catalogue.service(VIRTUAL, Serving.VIP, vip));
    change(HEADLESS, 1);
    change(VIRTUAL, 1);
    try (Program first = backend(log, backend, 1);
        Program second = backend(log, backend, 2);
        ServiceDiscovery discovery =
            Discovery.builder().source(source).observer(published).build();
        DnsServer server = DnsServer.builder(discovery).port(dns).start();
        ServiceProxy proxy =
            ServiceProxy.builder(discovery).dial(e -> Serving.dialled(e, backend)).start();
        Caller caller = new Caller(dns)) {
      InetSocketAddress address = new InetSocketAddress(Serving.VIP, vip);
      measure("DNS answer", HEADLESS, () -> lastByte(caller.askUdp("live.shop.svc.cluster.local")));
      measure("connection", VIRTUAL, () -> Caller.request(address) - '0');
    }
    figures.add("ours", "answers and connections of before, afterwards", "", stale);
    return figures.rows("ours", Integer.toString(CHANGES));
  }

  /** Returns a server whose responses end in its number. */
  private static Program backend(Path log, int port, int number) throws IOException {
    List<String> jvm = List.of("-Xmx64m", "-XX:+UseSerialGC");
    return Program.java(log, Program.LOAD_CORE, jvm, Backend.class, port, "127.0.1." + number);
  }

  private void change(String service, int pod) {
    source.put(Catalogue.slice(service, ++version, List.of(PODS.get(pod))));
  }

  /** Changes to and fro, and asks who answers until it is the new one. */
  private void measure(String what, String service, Question question) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM_UP + CHANGES; i++) {
      int expected = i % 2 + 1;
      long before = published.at;
      change(service, i % 2);
      int told = question.ask();
      while (told != expected) {
        told = question.ask();
      }
      long answered = published.time.nanoTime();
      while (published.at == before) {
        Thread.onSpinWait(); // the answer may be there before the snapshot is
      }
      if (i >= WARM_UP) {
        millis.add(Math.max(0, answered - published.at) / 1e6);
        countStale(question, expected);
      }
    }
    figures.budget("first new " + what + ", p99", BUDGET_MILLIS);
    figures.add("ours", "first new " + what + ", p50", "ms", Figures.percentile(millis, 50));
    figures.add("ours", "first new " + what + ", p99", "ms", Figures.percentile(millis, 99));
    figures.add("ours", "first new " + what + ", longest", "ms", Figures.percentile(millis, 100));
  }

  private void countStale(Question question, int expected) throws IOException {
    for (int j = 0; j < AFTERWARDS; j++) {
      stale += question.ask() == expected ? 0 : 1;
    }
  }

  private static int lastByte(byte[] answer) {
    return answer[answer.length - 1];
  }

  /** Asks who answers. */
  @FunctionalInterface
  private interface Question {
    int ask() throws IOException;
  }
}
