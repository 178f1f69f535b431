package io.discovery.examples.byname;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of the ways to Services, to a person and to a script. */
class LinesTest {
  private static final InetSocketAddress DNS = socket("127.0.0.1:1053");
  private static final String DIG = "dig @127.0.0.1 -p 1053 +short ";
  private static final Entry.Port HTTP = new Entry.Port("http", 8080, Protocol.TCP);
  private static final Entry.Port ECHO = new Entry.Port("", 7, Protocol.UDP);

  private static InetSocketAddress socket(String text) {
    int colon = text.indexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1));
    return new InetSocketAddress(Ip.parse(text.substring(0, colon)).toInetAddress(), port);
  }

  private static Entry entry(
      Entry.Kind kind, String service, Entry.@Nullable Port port, @Nullable String socket) {
    return new Entry(
        "shop/" + service,
        kind,
        service + ".shop.svc.cluster.local",
        port,
        "3 Pods",
        socket == null ? null : socket(socket),
        socket != null && socket.startsWith("127.0.0.1") ? "not its own" : "");
  }

  private static List<String> lines(Entry... entries) {
    return Lines.of(List.of(entries), DNS);
  }

  @Test
  void aVirtualAddressIsAskedForAndDialled() {
    assertThat(lines(entry(Entry.Kind.VIP, "web", HTTP, "127.96.0.9:8080")))
        .containsExactly(
            DIG + "web.shop.svc.cluster.local",
            "curl -s http://127.96.0.9:8080/",
            "curl -s http://$(" + DIG + "web.shop.svc.cluster.local):8080/",
            DIG + "-x 127.96.0.9",
            DIG + "_http._tcp.web.shop.svc.cluster.local SRV");
  }

  @Test
  void whatStandsForAnAddressIsNotReachedByItsName() {
    assertThat(lines(entry(Entry.Kind.VIP, "web", HTTP, "127.0.0.1:40001")))
        .containsExactly(DIG + "web.shop.svc.cluster.local", "curl -s http://127.0.0.1:40001/");
  }

  @Test
  void datagramsAndNodePortsHaveTheirOwnLines() {
    assertThat(
            lines(
                entry(Entry.Kind.NODE, "web", HTTP, "127.0.0.1:30080"),
                entry(Entry.Kind.NODE, "echo", ECHO, "127.0.0.1:30007")))
        .containsExactly(
            "curl -s http://127.0.0.1:30080/", "echo hello | nc -u -w 1 127.0.0.1 30007");
  }

  @Test
  void namesAloneAreAskedFor() {
    assertThat(
            lines(
                entry(Entry.Kind.HEADLESS, "search", HTTP, null),
                entry(Entry.Kind.HEADLESS, "plain", ECHO, null),
                entry(Entry.Kind.OUTSIDE, "mail", null, null),
                entry(Entry.Kind.VIP, "unbound", ECHO, null)))
        .containsExactly(
            DIG + "search.shop.svc.cluster.local",
            DIG + "_http._tcp.search.shop.svc.cluster.local SRV",
            DIG + "plain.shop.svc.cluster.local",
            DIG + "mail.shop.svc.cluster.local CNAME",
            DIG + "unbound.shop.svc.cluster.local");
  }

  @Test
  void scriptsReadWhatListens() {
    assertThat(
            PortsFile.lines(
                List.of(
                    entry(Entry.Kind.VIP, "web", HTTP, "127.96.0.9:8080"),
                    entry(Entry.Kind.NODE, "echo", ECHO, "127.0.0.1:30007"),
                    entry(Entry.Kind.HEADLESS, "search", HTTP, null)),
                "cluster.local",
                DNS))
        .containsExactly(
            "pid\t" + ProcessHandle.current().pid(),
            "dns\tcluster.local\tboth\t127.0.0.1\t1053",
            "vip\tshop/web:http\tTCP\t127.96.0.9\t8080",
            "node\tshop/echo:\tUDP\t127.0.0.1\t30007");
  }

  @Test
  void aNodePortStandsBesideItsVirtualAddress() {
    StringWriter text = new StringWriter();
    Welcome.table(
            List.of(
                entry(Entry.Kind.VIP, "web", HTTP, "127.96.0.9:8080"),
                entry(Entry.Kind.NODE, "web", HTTP, "127.0.0.1:30080"),
                entry(Entry.Kind.NODE, "echo", ECHO, "127.0.0.1:30007"),
                entry(Entry.Kind.HEADLESS, "search", HTTP, null)))
        .print(new PrintWriter(text, true));
    assertThat(text.toString().lines())
        .containsExactly(
            "NAME                           PORT           ADDRESS          NODE PORT",
            "web.shop.svc.cluster.local     http 8080/TCP  127.96.0.9:8080  127.0.0.1:30080",
            "echo.shop.svc.cluster.local    7/UDP                           127.0.0.1:30007",
            "search.shop.svc.cluster.local  http 8080/TCP  3 Pods");
  }
}
