package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.Discovery;
import io.discovery.core.InMemorySource;
import io.discovery.dns.DnsServer;
import io.discovery.dns.PodNames;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import io.discovery.testkit.VirtualLoop;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A name server for what is given, as the cases about DNS describe it, asked over loopback. */
final class NameServer implements AutoCloseable {
  private static final int LONGEST_MILLIS = 5_000;
  private static final int CLOSED_MILLIS = 300;

  /** What exists in the fixture: its objects are given again and again. */
  private static List<KubernetesObject> given = List.of();

  private final VirtualLoop loop = new VirtualLoop();
  private final InMemorySource source = new InMemorySource();
  private final ServiceDiscovery discovery;
  private final ForeignZone foreign;
  private final DnsServer server;
  private final DatagramSocket socket;

  /** Starts a server for the objects of the fixture. */
  NameServer(JsonNode vector) {
    JsonNode fixture = fixture();
    discovery = Discovery.builder().loop(loop).time(loop).source(source).build();
    foreign = new ForeignZone(fixture.path("upstream"));
    server =
        DnsServer.builder(discovery)
            .zone(fixture.path("zone").asText())
            .reverse(reverse(fixture))
            .ttl(fixture.path("ttl").asInt())
            .pods(pods(vector))
            .nameServers(Ip.parse(fixture.path("server").asText()))
            .upstream(foreign.address())
            .start();
    publish(given());
    try {
      socket = new DatagramSocket();
      socket.connect(server.address());
      socket.setSoTimeout(LONGEST_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a plane with the objects of the fixture and those that a case has given. */
  static TestPlane plane(JsonNode vector) {
    TestPlane plane = new TestPlane(vector);
    for (JsonNode namespace : vector.findValues("namespace")) {
      ObjectNode object = VectorFolder.JSON.createObjectNode();
      object.putObject("metadata").set("name", namespace);
      plane.create("namespaces", "", object);
    }
    ArrayNode objects = VectorFolder.JSON.createArrayNode();
    fixture().path("objects").forEach(object -> addNew(objects, object));
    if (vector.path("given").isArray()) {
      vector.path("given").forEach(objects::add);
    }
    plane.give(objects, "default");
    return plane;
  }

  private static List<KubernetesObject> given() {
    if (given.isEmpty()) {
      given = objects(plane(VectorFolder.JSON.createObjectNode()));
    }
    return given;
  }

  private static JsonNode fixture() {
    try {
      return VectorFolder.JSON.readTree(
          Files.readString(VectorFolder.own().path().resolve("dns.fixture.json")));
    } catch (Exception e) {
      throw new IllegalStateException("fixture: cannot be read", e);
    }
  }

  /** Every plane has the Service of its API. */
  private static void addNew(ArrayNode to, JsonNode object) {
    if (!object.path("metadata").path("name").asText().equals("kubernetes")) {
      to.add(object);
    }
  }

  private static Cidr[] reverse(JsonNode fixture) {
    List<Cidr> ranges = new ArrayList<>();
    fixture.path("reverse").forEach(range -> ranges.add(Cidr.parse(range.asText())));
    return ranges.toArray(new Cidr[0]);
  }

  private static PodNames pods(JsonNode vector) {
    String mode = vector.path("cluster").path("pods").asText();
    return PodNames.valueOf(mode.toUpperCase(Locale.ROOT));
  }

  /** Tells the server of what a plane has now. */
  void publish(TestPlane plane) {
    publish(objects(plane));
  }

  private void publish(List<KubernetesObject> objects) {
    source.replaceAll(objects);
    loop.runUntilIdle();
  }

  private static List<KubernetesObject> objects(TestPlane plane) {
    List<KubernetesObject> objects = new ArrayList<>();
    Stream.of(Namespace.class, Service.class, EndpointSlice.class, Pod.class)
        .forEach(kind -> objects.addAll(plane.plane.list(kind)));
    return objects;
  }

  /** Returns a query for a name in class IN with room for 4,096 bytes. */
  static byte[] query(int id, JsonNode asked) throws IOException {
    Name name = Name.fromString(asked.path("name").asText());
    int type = Type.value(asked.path("type").asText());
    Message message = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    message.getHeader().setID(id);
    message.addRecord(new org.xbill.DNS.OPTRecord(4_096, 0, 0), org.xbill.DNS.Section.ADDITIONAL);
    return message.toWire();
  }

  /** Returns the answer to a datagram; null if the next one is answered instead. */
  byte @Nullable [] datagram(byte[] query) throws IOException {
    ObjectNode next = VectorFolder.JSON.createObjectNode();
    byte[] plain = query(0xFFFF, next.put("name", "cluster.local.").put("type", "SOA"));
    socket.send(new DatagramPacket(query, query.length));
    socket.send(new DatagramPacket(plain, plain.length));
    byte[] first = receive();
    boolean answered = first[0] != -1 || first[1] != -1;
    if (answered) {
      receive();
    }
    return answered ? first : null;
  }

  /** Returns the answer to a query, which may come later than those to others. */
  byte[] ask(byte[] query) throws IOException {
    socket.send(new DatagramPacket(query, query.length));
    return receive();
  }

  private byte[] receive() throws IOException {
    byte[] bytes = new byte[1 << 16];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    socket.receive(packet);
    return Arrays.copyOf(bytes, packet.getLength());
  }

  /** Returns the answers to bytes on a connection; null at the end if the server closed it. */
  List<byte @Nullable []> stream(byte[] bytes, int answers) throws IOException {
    List<byte @Nullable []> received = new ArrayList<>();
    try (Socket client = new Socket(server.address().getAddress(), server.port())) {
      client.getOutputStream().write(bytes);
      DataInputStream in = new DataInputStream(client.getInputStream());
      while (true) {
        client.setSoTimeout(received.size() < answers ? LONGEST_MILLIS : CLOSED_MILLIS);
        int first = in.read();
        if (first < 0) {
          received.add(null);
          return received;
        }
        received.add(in.readNBytes(first << 8 | in.read()));
      }
    } catch (SocketTimeoutException e) {
      return received;
    }
  }

  @Override
  public void close() {
    socket.close();
    server.close();
    foreign.close();
    discovery.close();
  }
}
