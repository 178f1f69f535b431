package io.discovery.dns;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.core.InMemorySource;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A server for objects in memory, and clients of it. */
final class ServedCluster implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int TRIES = 10;

  final InMemorySource source = new InMemorySource();
  final ServiceDiscovery discovery = Discovery.of(source);
  final DnsServer server;
  private final DatagramSocket socket;

  ServedCluster(UnaryOperator<DnsServer.Builder> settings, KubernetesObject... objects)
      throws IOException {
    source.replaceAll(List.of(objects));
    server = settings.apply(DnsServer.builder(discovery)).start();
    socket = new DatagramSocket();
    socket.connect(server.address());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    for (KubernetesObject object : objects) {
      if (object instanceof Service service) {
        await(service.metadata().name(), snapshot -> true);
      }
    }
  }

  static Service service(String name, String ip) {
    ServiceSpec.Builder spec = ServiceSpec.builder().clusterIP(ip).clusterIPs(List.of(ip));
    return new Service(
        ObjectMeta.of("shop", name),
        spec.ports(List.of(Service.Port.of("http", 80))).build(),
        Service.Status.NONE);
  }

  static Service external(String name, String target) {
    ServiceSpec.Builder spec =
        ServiceSpec.builder().type(ServiceSpec.Type.EXTERNAL_NAME).externalName(target);
    return new Service(ObjectMeta.of("shop", name), spec.build(), Service.Status.NONE);
  }

  /** Returns a slice of as many ready endpoints, from 10.1.0.1 on. */
  static EndpointSlice slice(String service, int endpoints) {
    EndpointSlice.Endpoint[] all = new EndpointSlice.Endpoint[endpoints];
    Arrays.setAll(
        all,
        i ->
            EndpointSlice.Endpoint.builder()
                .addresses(List.of("10.1." + i / 200 + "." + (i % 200 + 1)))
                .build());
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name(service + "-1")
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, service))
            .build();
    EndpointSlice.Port port = new EndpointSlice.Port("http", null, 8080, null);
    return new EndpointSlice(metadata, AddressType.IPV4, List.of(all), List.of(port));
  }

  /** Waits until a Service is published so that it fulfils a condition. */
  void await(String name, Predicate<ServiceSnapshot> condition) {
    ServiceName service = ServiceName.parse("shop/" + name);
    while (true) {
      ServiceSnapshot published = discovery.snapshot().service(service);
      if (published != null && condition.test(published)) {
        return;
      }
      Thread.onSpinWait();
    }
  }

  static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
  }

  /** Asks until there is an answer. */
  Message ask(String name, int type) throws IOException {
    return ask(query(name, type));
  }

  Message ask(Message query) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      byte[] answer = ask(query.toWire());
      if (answer != null) {
        return new Message(answer);
      }
    }
    throw new IOException("no answer");
  }

  private byte @Nullable [] ask(byte[] query) throws IOException {
    socket.send(new DatagramPacket(query, query.length));
    byte[] bytes = new byte[1 << 16];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      do {
        socket.receive(packet);
      } while (bytes[0] != query[0] || bytes[1] != query[1]);
      return Arrays.copyOf(bytes, packet.getLength());
    } catch (SocketTimeoutException e) {
      return null;
    }
  }

  Socket connect() throws IOException {
    return new Socket(server.address().getAddress(), server.port());
  }

  /** Returns a message with its length in front. */
  static byte[] framed(Message message) {
    byte[] wire = message.toWire();
    byte[] framed = new byte[2 + wire.length];
    Wire.u16(framed, 0, wire.length);
    System.arraycopy(wire, 0, framed, 2, wire.length);
    return framed;
  }

  static Message read(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return new Message(message);
  }

  /** Asks over a connection of its own. */
  Message askWhole(String name, int type) throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write(framed(query(name, type)));
      return read(client);
    }
  }

  @Override
  public void close() {
    socket.close();
    server.close();
    discovery.close();
  }
}
