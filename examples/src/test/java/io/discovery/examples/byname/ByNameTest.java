package io.discovery.examples.byname;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A whole run in this JVM, asked with plain sockets. */
class ByNameTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ByName example = new ByName(new PrintWriter(out, true), new PrintWriter(err, true));
  private final Set<Thread> threads = new LinkedHashSet<>(Thread.getAllStackTraces().keySet());

  @TempDir Path folder;

  @AfterEach
  void end() {
    example.end();
  }

  @Test
  void servicesAreReachedByNameAndByAddressWhileTheyRollAndNothingIsLeft() throws Exception {
    Path ports = folder.resolve("ports");
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> run("--roll-every", "500ms", "--ports", ports.toString()),
            task -> new Thread(task, "example").start());
    await(() -> Files.exists(ports) || status.isDone());
    List<String> lines = Files.readAllLines(ports);
    InetSocketAddress dns = socket(lines, "dns\tcluster.local\tboth");
    InetSocketAddress web = socket(lines, "vip\tshop/web:http\tTCP");

    InetAddress named = address(dns, "web.shop.svc.cluster.local.");
    assertThat(named.getHostAddress()).startsWith("127.96.");
    assertThat(List.of(named, InetAddress.getLoopbackAddress())).contains(web.getAddress());
    assertThat(get(web)).startsWith("HTTP/1.1 200 OK").contains("\r\nX-pod: web-");
    assertThat(get(socket(lines, "node\tshop/front:http\tTCP"))).contains("\r\nX-pod: web-");
    assertThat(say(socket(lines, "vip\tshop/echo:echo\tUDP"), "hello")).endsWith(" heard: hello");
    await(() -> out.toString().contains("complete, the old Pods are gone"));
    assertThat(get(web)).startsWith("HTTP/1.1 200 OK");

    example.end();

    assertThat(status.get()).as("%s%s", out, err).isZero();
    assertThat(out.toString()).contains("web.shop.svc.cluster.local", "ended; nothing listens");
    assertThatThrownBy(() -> get(web)).isInstanceOf(ConnectException.class);
    new ServerSocket(web.getPort(), 1, web.getAddress()).close();
    new DatagramSocket(dns).close();
    await(() -> left().isEmpty());
  }

  @Test
  void whatTheManifestLacksIsNamed() throws IOException {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(file, "apiVersion: v1\nkind: Service\nmetadata: {name: [}\n");
    assertThat(run("--manifest", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("broken.yaml");
    await(() -> left().isEmpty());
  }

  @Test
  void whatIsRefusedIsSaidAndTheRestServed() throws IOException {
    Path file = folder.resolve("twice.yaml");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: good}
        spec: {ports: [{port: 8080}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: bad}
        spec: {ports: [{port: 0}]}
        """);
    int status = run("--seconds", "1", "--manifest", file.toString());
    assertThat(status).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            "good.default.svc.cluster.local", "(no endpoint)", "refused: ", "\"bad\" is invalid");
  }

  private int run(String... options) {
    List<String> all = new ArrayList<>(List.of("--dns-port", "0", "--node-address", node()));
    all.addAll(List.of(options));
    return example.run(all.toArray(String[]::new));
  }

  /** Node ports are numbers that others may use; where there are more addresses, not at this. */
  private static String node() {
    long pid = ProcessHandle.current().pid();
    return System.getProperty("os.name").equals("Linux")
        ? "127.77." + (pid >> 8 & 255) + "." + (pid & 255)
        : "127.0.0.1";
  }

  private static InetSocketAddress socket(List<String> lines, String begin) throws IOException {
    String line = lines.stream().filter(l -> l.startsWith(begin + "\t")).findFirst().orElseThrow();
    String[] words = line.split("\t", -1);
    return new InetSocketAddress(InetAddress.getByName(words[3]), Integer.parseInt(words[4]));
  }

  /** Returns what a name stands for. */
  private static InetAddress address(InetSocketAddress dns, String name) throws IOException {
    Record question = Record.newRecord(Name.fromString(name), Type.A, DClass.IN);
    Message answer = new Message(ask(dns, Message.newQuery(question).toWire()));
    assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
    String data = answer.getSection(Section.ANSWER).get(0).rdataToString();
    return InetAddress.getByName(data);
  }

  private static String say(InetSocketAddress to, String text) throws IOException {
    return new String(ask(to, text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  private static byte[] ask(InetSocketAddress to, byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) DEADLINE.toMillis());
      socket.send(new DatagramPacket(bytes, bytes.length, to));
      DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  private static String get(InetSocketAddress to) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(to, (int) DEADLINE.toMillis());
      socket.setSoTimeout((int) DEADLINE.toMillis());
      String request = "GET / HTTP/1.1\r\nHost: pod\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Threads of ours; the JDK and libraries may keep one of their own. */
  private List<Thread> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !threads.contains(thread) && thread.isAlive())
        .filter(thread -> thread.getName().matches("(discovery-|HTTP-Dispatcher|by-name).*"))
        .toList();
  }

  private void await(BooleanSupplier condition) {
    long end = Time.system().nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(Time.system().nanoTime()).as("%s%s%s", out, err, left()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
