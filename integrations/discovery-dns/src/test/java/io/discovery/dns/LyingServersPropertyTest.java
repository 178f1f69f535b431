package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.time.Randomness;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A whole source between an honest server and somebody who forges answers. */
class LyingServersPropertyTest {
  private static final String LIE = "10.66.66.66";

  @Property(tries = 300)
  void noLieIsBelievedAndTheWorkIsBounded(@ForAll long seed) {
    new Scene().play(Randomness.seeded(seed));
  }

  /** One minute. */
  private static final class Scene extends DnsFixture {
    void play(Randomness random) {
      zone.srv(
          "_http._tcp.cart.example.com", 1, "0 0 80 a.cart.example.com.", "0 0 80 b.evil.org.");
      zone.a("a.cart.example.com", 1, "10.0.0.1").along("b.evil.org", 1, Type.A, LIE);
      network.put(FIRST, query -> answer(query, random));
      watch(builder().srv("shop/cart", "_http._tcp.cart.example.com"));
      time.advance(Duration.ofSeconds(60));
      assertThat(endpoints()).noneMatch(endpoint -> endpoint.contains(LIE));
      // 5 questions a second at most, each asked twice, each time perhaps once more by TCP.
      assertThat(network.sent).hasSizeLessThan(61 * 5 * 2 * 2);
    }

    private void answer(FakeNetwork.Sent query, Randomness random) {
      for (int lies = random.nextInt(4) == 0 ? random.nextInt(100) : 0; lies > 0; lies--) {
        byte[] lie = lie(query.message());
        switch (random.nextInt(4)) {
          case 0 -> query.answer(SECOND, lie);
          case 1 -> {
            lie[random.nextInt(2)] ^= (byte) (1 + random.nextInt(255));
            query.answer(lie);
          }
          case 2 -> {
            lie[13 + random.nextInt(10)] ^= 1;
            query.answer(lie);
          }
          default -> {
            byte[] noise = new byte[random.nextInt(100)];
            query.answer(noise);
          }
        }
      }
      switch (random.nextInt(8)) {
        case 0 -> query.fail("reset");
        case 1 -> {} // lost
        default -> query.answer(zone.answer(query.message()));
      }
    }

    private static byte[] lie(Message query) {
      Message lie = Zone.head(query);
      lie.addRecord(Zone.row(query.getQuestion().getName(), 9, Type.A, LIE), Section.ANSWER);
      return lie.toWire();
    }
  }
}
