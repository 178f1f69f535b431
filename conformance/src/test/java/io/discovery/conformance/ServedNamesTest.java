package io.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.dns.DnsServer;
import io.discovery.dns.PodNames;
import io.discovery.manifest.Manifests;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.PodHandle;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Kubernetes' conformance tests of DNS (test/e2e/network/dns.go), over sockets. */
@Timeout(60)
class ServedNamesTest {
  private static final String ZONE = "cluster.local.";

  private final Cluster cluster = Cluster.builder().seed(1).build();
  private final DnsServer server =
      DnsServer.builder(cluster.discovery()).pods(PodNames.INSECURE).start();

  @AfterEach
  void close() {
    server.close();
    cluster.close();
  }

  @Test
  @DisplayName("C30 DNS for the cluster, over UDP and TCP")
  void c30() throws IOException {
    apply(service("default", "kubernetes", "clusterIP: 10.96.0.1"));
    Message query = query("kubernetes.default.svc." + ZONE, Type.A);
    assertThat(data(udp(query))).containsExactly("10.96.0.1");
    assertThat(data(tcp(query))).containsExactly("10.96.0.1");
  }

  @Test
  @DisplayName("C31 DNS for Services: A, SRV and PTR, headless or not, and names of Pods")
  void c31() throws IOException {
    cluster.newDeployment("shop/cart").replicas(2).port("http", 8080).create();
    apply(
        service("shop", "plain", "clusterIP: 10.96.0.7"),
        service("shop", "headless", "clusterIP: None"));
    List<String> pods = cluster.pods().stream().map(PodHandle::ip).toList();
    assertThat(ask("plain.shop.svc." + ZONE, Type.A)).containsExactly("10.96.0.7");
    assertThat(ask("_http._tcp.plain.shop.svc." + ZONE, Type.SRV))
        .containsExactly("0 100 80 plain.shop.svc.cluster.local.");
    assertThat(ask(ReverseMap.fromAddress("10.96.0.7").toString(), Type.PTR))
        .containsExactly("plain.shop.svc.cluster.local.");
    assertThat(ask("headless.shop.svc." + ZONE, Type.A)).containsExactlyInAnyOrderElementsOf(pods);
    assertThat(ask("_http._tcp.headless.shop.svc." + ZONE, Type.SRV)).hasSize(2);
    String dashed = pods.get(0).replace('.', '-');
    assertThat(ask(dashed + ".shop.pod." + ZONE, Type.A)).containsExactly(pods.get(0));
  }

  @Test
  @DisplayName("C35 an ExternalName is a CNAME, follows a change, and becomes an A record")
  void c35() throws IOException {
    String name = "mail.shop.svc." + ZONE;
    apply(external("foo.example.com"));
    assertThat(ask(name, Type.CNAME)).containsExactly("foo.example.com.");
    apply(external("bar.example.com"));
    assertThat(ask(name, Type.CNAME)).containsExactly("bar.example.com.");
    apply(service("shop", "mail", "clusterIP: 10.96.0.9"));
    assertThat(ask(name, Type.A)).containsExactly("10.96.0.9");
    assertThat(ask(name, Type.CNAME)).isEmpty();
  }

  private static String service(String namespace, String name, String address) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {namespace: %s, name: %s}
    spec: {type: ClusterIP, selector: {app: cart}, %s, ports: [{name: http, port: 80}]}
    """
        .formatted(namespace, name, address);
  }

  private static String external(String name) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {namespace: shop, name: mail}
    spec: {type: ExternalName, externalName: %s}
    """
        .formatted(name);
  }

  private void apply(String... manifests) {
    String text = String.join("---\n", manifests);
    assertThat(cluster.apply(Manifests.text("test", text).read().objects())).isEmpty();
    cluster.advance(Duration.ofSeconds(5));
  }

  private List<String> ask(String name, int type) throws IOException {
    return data(udp(query(name, type)));
  }

  private static Message query(String name, int type) {
    return Message.newQuery(Record.newRecord(Name.fromConstantString(name), type, DClass.IN));
  }

  private static List<String> data(Message answer) {
    return answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  private Message udp(Message query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = query.toWire();
      socket.send(new DatagramPacket(bytes, bytes.length, server.address()));
      DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
      socket.receive(answer);
      return new Message(Arrays.copyOf(answer.getData(), answer.getLength()));
    }
  }

  private Message tcp(Message query) throws IOException {
    try (Socket socket = new Socket(server.address().getAddress(), server.port())) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] bytes = query.toWire();
      out.writeShort(bytes.length);
      out.write(bytes);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return new Message(in.readNBytes(in.readUnsignedShort()));
    }
  }
}
