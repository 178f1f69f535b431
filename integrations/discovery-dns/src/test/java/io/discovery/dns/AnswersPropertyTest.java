package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.address.Cidr;
import io.discovery.core.dns.ClusterZone;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AnswersPropertyTest {
  private static final Answers.Client NOBODY =
      () -> {
        throw new IllegalStateException("nobody is asked");
      };

  private final StatedObjects state = new StatedObjects();
  private final ClusterNames names = new ClusterNames(new SteppedTime());
  private final Answers answers = answers(names);

  private static Answers answers(ClusterNames names) {
    List<String> zones = new ArrayList<>(List.of("cluster.local."));
    zones.addAll(ReverseZones.of(Cidr.parse("10.0.0.0/8")));
    zones.addAll(ReverseZones.of(Cidr.parse("fd00::/16")));
    ClusterZone zone = new ClusterZone(zones, 5, List.of());
    return new Answers(zone, names, PodNames.INSECURE, () -> true, Upstream.NONE);
  }

  private Message ask(String name, int type) throws IOException {
    byte[] query = ServedCluster.query(name, type).toWire();
    assertThat(answers.answer(query, query.length, true, NOBODY)).isTrue();
    return new Message(Arrays.copyOf(answers.writer.bytes, answers.writer.length));
  }

  @Provide
  Arbitrary<byte[]> messages() {
    Arbitrary<Byte> bytes = Arbitraries.bytes().edgeCases(e -> e.add((byte) 0xC0, (byte) 12));
    Arbitrary<byte[]> any = bytes.array(byte[].class).ofMaxSize(80);
    Arbitrary<byte[]> withHeader =
        any.map(
            body -> {
              byte[] all = {1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1};
              byte[] message = Arrays.copyOf(all, all.length + body.length);
              System.arraycopy(body, 0, message, all.length, body.length);
              return message;
            });
    return Arbitraries.oneOf(any, withHeader, changed());
  }

  /** A query of which a few bytes are others. */
  private static Arbitrary<byte[]> changed() {
    Arbitrary<byte[]> query = names().map(AnswersPropertyTest::query);
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 60);
    return Combinators.combine(query, places.list().ofMaxSize(3), Arbitraries.bytes())
        .as(
            (whole, at, value) -> {
              at.forEach(place -> whole[place % whole.length] = value);
              return whole;
            });
  }

  private static byte[] query(String name) {
    try {
      return ServedCluster.query(name + "cluster.local.", Type.SRV).toWire();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arbitrary<String> names() {
    Arbitrary<String> labels =
        Arbitraries.oneOf(
            Arbitraries.of("svc", "pod", "shop", "cart", "_http", "_tcp", "cart-0", "ns", "dns"),
            Arbitraries.strings().alpha().numeric().withChars("-_*").ofMinLength(1).ofMaxLength(9));
    return labels
        .list()
        .ofMaxSize(6)
        .map(list -> String.join(".", list) + (list.isEmpty() ? "" : "."));
  }

  @Provide
  Arbitrary<String> anyName() {
    return names().map(name -> name + "cluster.local.");
  }

  @Property(tries = 20_000)
  void whateverIsSentTheAnswerIsAMessage(@ForAll("messages") byte[] message) throws Exception {
    byte[] before = message.clone();
    boolean answered = answers.answer(message, message.length, false, NOBODY);
    assertThat(message).isEqualTo(before);
    if (answered) {
      byte[] wire = Arrays.copyOf(answers.writer.bytes, answers.writer.length);
      Message answer = new Message(wire);
      assertThat(answer.getHeader().getID()).isEqualTo(Wire.u16(message, 0));
      assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
      assertThat(wire.length).isLessThanOrEqualTo(0xFFFF);
    }
  }

  @Property(tries = 2_000)
  void anyNameOfAnyTypeIsAnsweredWithTheSameQuestion(
      @ForAll("anyName") String name, @ForAll @IntRange(max = 0xFFFF) int type) throws Exception {

    put(new Host("cart", true, 3));
    put(new Host("pay", false, 2));
    for (int asked : List.of(type, type % 64, Type.A, Type.SRV)) {
      Message first = ask(name, asked);
      assertThat(first.getQuestion().getName()).hasToString(name);
      assertThat(first.getQuestion().getType()).isEqualTo(asked);
      assertThat(ask(name, asked).getSection(Section.ANSWER))
          .isEqualTo(first.getSection(Section.ANSWER));
    }
  }

  /** A Service with endpoints. */
  record Host(String name, boolean headless, int endpoints) {}

  @Provide
  Arbitrary<Host> hosts() {
    return Combinators.combine(
            Arbitraries.strings().withCharRange('a', 'e').ofLength(1),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 5))
        .as(Host::new);
  }

  private void put(Host host) {
    String ip = host.headless ? "None" : "10.96.0." + (int) host.name.charAt(0);
    ServiceSpec.Builder spec = ServiceSpec.builder().clusterIP(ip).clusterIPs(List.of(ip));
    state.put(
        names,
        new Service(
            ObjectMeta.of("shop", host.name),
            spec.ports(List.of(Service.Port.of("http", 80))).build(),
            Service.Status.NONE));
    List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < host.endpoints; i++) {
      endpoints.add(
          EndpointSlice.Endpoint.builder()
              .addresses(List.of("10.1." + (int) host.name.charAt(0) + "." + i))
              .hostname(i % 2 == 0 ? "h-" + i : null)
              .build());
    }
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name(host.name)
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, host.name))
            .build();
    EndpointSlice.Port port = new EndpointSlice.Port("http", null, 8080, null);
    state.put(names, new EndpointSlice(metadata, AddressType.IPV4, endpoints, List.of(port)));
  }

  @Property(tries = 300)
  void namesAndAddressesAgreeAfterAnyChanges(
      @ForAll @Size(max = 12) List<@From("hosts") Host> hosts) throws Exception {
    for (Host host : hosts) {
      put(host);
      String name = host.name + ".shop.svc.cluster.local.";
      List<Record> addresses = ask(name, Type.A).getSection(Section.ANSWER);
      assertThat(addresses).hasSize(host.headless ? host.endpoints : 1);
      for (Record address : addresses) {
        String reverse = ReverseMap.fromAddress(address.rdataToString()).toString();
        List<Record> back = ask(reverse, Type.PTR).getSection(Section.ANSWER);
        assertThat(back).hasSize(1);
        assertThat(ask(back.get(0).rdataToString(), Type.A).getSection(Section.ANSWER))
            .extracting(Record::rdataToString)
            .containsExactly(address.rdataToString());
      }
    }
  }
}
