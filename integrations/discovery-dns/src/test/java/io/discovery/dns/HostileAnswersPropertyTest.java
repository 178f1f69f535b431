package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.time.Randomness;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Packets in bad faith: random ones, and answers with bytes changed, cut off and put in. */
class HostileAnswersPropertyTest {
  private static final Question SRV =
      new Question(Zone.name("_http._tcp.cart.example.com"), Type.SRV);

  private final Zone zone =
      new Zone()
          .srv(
              "_http._tcp.cart.example.com", 30, "0 0 80 a.cart.example.com.", "0 0 81 b.evil.org.")
          .along("a.cart.example.com", 30, Type.A, "10.0.0.1")
          .along("b.evil.org", 30, Type.A, "10.66.66.66");

  /** Whatever is believed belongs to the question; whatever is not ends in one exception. */
  @Property(tries = 5_000)
  void whatIsReadBelongsToTheQuestion(@ForAll long seed) throws Exception {
    Randomness random = Randomness.seeded(seed);
    Query query = Query.of(SRV, random);
    byte[] packet = mutated(zone.answer(new Message(query.bytes())).toWire(), random);
    if (query.match(packet) == Query.Match.WRONG) {
      return;
    }
    try {
      check(Answer.read(SRV, packet));
    } catch (BadAnswerException e) {
      assertThat(e).hasMessageMatching("(?s)[A-Za-z].*");
    }
  }

  private static void check(Found found) {
    assertThat(found.ttl()).isBetween(0L, (long) Integer.MAX_VALUE);
    assertThat(found.records())
        .allMatch(record -> record.getName().equals(found.name()))
        .allMatch(record -> record.getType() == Type.SRV);
    found
        .along()
        .forEach(
            (question, along) -> {
              assertThat(question.name().subdomain(Zone.name("cart.example.com"))).isTrue();
              assertThat(along.records()).extracting(Record::getName).containsOnly(question.name());
            });
  }

  /** Random bytes never answer a query. */
  @Property(tries = 5_000)
  void randomPacketsAreWrong(@ForAll long seed) {
    Randomness random = Randomness.seeded(seed);
    Query query = Query.of(SRV, random);
    byte[] packet = new byte[random.nextInt(600)];
    for (int i = 0; i < packet.length; i++) {
      packet[i] = (byte) random.nextInt(256);
    }
    assertThat(query.match(packet)).isEqualTo(Query.Match.WRONG);
  }

  /** Any bytes behind a right id and question are read or refused. */
  @Property(tries = 5_000)
  void randomBytesBehindTheQuestionAreReadOrRefused(@ForAll long seed) throws Exception {
    Randomness random = Randomness.seeded(seed);
    Query query = Query.of(SRV, random);
    byte[] packet = query.bytes();
    packet[2] |= (byte) 0x80;
    int end = 12 + SRV.name().length() + 4;
    byte[] longer = Arrays.copyOf(packet, end + random.nextInt(300));
    for (int i = end; i < longer.length; i++) {
      longer[i] = (byte) (random.nextInt(3) == 0 ? 0xc0 : random.nextInt(40));
    }
    longer[7] = (byte) random.nextInt(6);
    longer[9] = (byte) random.nextInt(3);
    longer[11] = (byte) random.nextInt(3);
    assertThat(query.match(longer)).isEqualTo(Query.Match.RIGHT);
    try {
      check(Answer.read(SRV, longer));
    } catch (BadAnswerException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** Changes a few bytes, mostly behind the header, and sometimes the length. */
  private static byte[] mutated(byte[] packet, Randomness random) {
    byte[] changed = packet;
    if (random.nextInt(4) == 0) {
      changed = Arrays.copyOf(packet, random.nextInt(packet.length * 2));
    }
    for (int i = random.nextInt(6); i > 0 && changed.length > 0; i--) {
      int at = random.nextInt(changed.length);
      changed[random.nextInt(8) == 0 ? at % 12 : at] = (byte) random.nextInt(256);
    }
    return changed;
  }
}
