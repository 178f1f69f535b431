package io.discovery.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a well-behaved client notices of 10,000 half-open and slow TCP clients at the DNS server,
 * the same at a virtual address, and a flood of questions from one source; and what memory they
 * cost. DNS server and proxy share one process with a heap of 256 MB, attackers have their own.
 */
final class HostileTrial {
  private static final int CLIENTS = 10_000;
  private static final int FLOOD = 20_000;
  private static final int SERVICES = 10_000;
  private static final long SETTLED_NANOS = 2_000_000_000;
  private static final int TRIES = 20;
  private static final String NAME = "service-11.shop.svc.cluster.local";
  private static final String IDLE = "idle";

  private final Path log;
  private final int seconds;
  private final int dns = Ports.free();
  private final InetSocketAddress vip = new InetSocketAddress(Serving.VIP, Ports.free());
  private final Figures figures = new Figures();

  private HostileTrial(Path out, int seconds) throws IOException {
    log = out.resolve("bench-hostile.log");
    this.seconds = seconds;
    Files.deleteIfExists(log);
  }

  static List<Row> run(Path out, int seconds) throws IOException {
    return new HostileTrial(out, seconds).run();
  }

  /** Returns how many clients the proxy can have, with two sockets for each. */
  static int proxied() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return (int) Math.min(CLIENTS, files / 2 - 1_000);
  }

  @SuppressWarnings("try") // what serves is not spoken to
  private List<Row> run() throws IOException {
    int backend = Ports.free();
    List<String> jvm = List.of("-Xmx256m", "-XX:+UseSerialGC");
    int core = Program.SERVER_CORE;
    List<Row> rows = new ArrayList<>();
    try (Program behind = VipTrial.backend(log, Program.LOAD_CORE, backend);
        Program server =
            Program.java(log, core, jvm, Serving.class, dns, SERVICES, vip.getPort(), backend)) {
      phase("warm-up", server);
      phase(IDLE, server);
      rows.addAll(figures.rows(IDLE, IDLE));
      attack(rows, server, CLIENTS + " clients at DNS", "tcp", "127.0.0.1", dns, CLIENTS);
      int many = proxied();
      attack(rows, server, many + " clients at a VIP", "tcp", Serving.VIP, vip.getPort(), many);
      attack(rows, server, FLOOD + " packets/s at DNS", "udp", "127.0.0.1", dns, FLOOD);
      phase("idle again", server);
      rows.addAll(figures.rows("idle again", "idle again", IDLE));
    }
    return rows;
  }

  private void attack(List<Row> rows, Program server, String what, Object... args)
      throws IOException {
    List<String> jvm = List.of("-Xmx256m", "-XX:+UseSerialGC");
    try (Program attack = Program.java(log, Program.LOAD_CORE, jvm, Attack.class, args)) {
      settle();
      phase(what, server);
      System.out.println(what + ": " + attack.ask("state"));
    }
    rows.addAll(figures.rows(what, what, IDLE));
  }

  /** Waits until the attackers have been accepted, for as long as that may take. */
  private void settle() {
    LockSupport.parkNanos(SETTLED_NANOS);
    int failed = 1;
    for (int i = 0; i < TRIES && failed > 0; i++) {
      failed = time(new ArrayList<>(), () -> Caller.request(vip));
    }
  }

  /** Calls as a good client does, for so many seconds. */
  private void phase(String who, Program server) throws IOException {
    List<Double> udp = new ArrayList<>();
    List<Double> tcp = new ArrayList<>();
    List<Double> requests = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    int failed = 0;
    try (Caller caller = new Caller(dns)) {
      while (System.nanoTime() < end) {
        failed += time(udp, () -> caller.askUdp(NAME));
        failed += time(tcp, () -> caller.askTcp(NAME));
        failed += time(requests, () -> Caller.request(vip));
        LockSupport.parkNanos(1_000_000);
      }
    }
    figures.add(who, "p99 of a question over UDP", "ms", Figures.percentile(udp, 99));
    figures.add(who, "p99 of a question over TCP", "ms", Figures.percentile(tcp, 99));
    figures.add(who, "p99 of a request to the VIP", "ms", Figures.percentile(requests, 99));
    figures.add(who, "failed calls", "%", 100.0 * failed / (3 * udp.size()));
    figures.add(who, "memory of the process", "MB", server.residentMegabytes());
    figures.add(who, "heap in use", "MB", Double.parseDouble(server.ask("heap")));
  }

  private static int time(List<Double> millis, Call call) {
    long start = System.nanoTime();
    int failed = 0;
    try {
      call.run();
    } catch (IOException e) {
      failed = 1;
    }
    millis.add((System.nanoTime() - start) / 1e6);
    return failed;
  }

  /** One call of a client. */
  @FunctionalInterface
  private interface Call {
    void run() throws IOException;
  }
}
