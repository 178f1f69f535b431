package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** When is asked again, and what a failure does, in virtual time. */
class RefreshTest extends DnsFixture {
  @Test
  void asksAgainWhenTheTtlEnds() {
    zone.a("db.example.com", 10, "10.0.0.1").put("db.example.com", 10, Type.AAAA, "2001:db8::1");
    watch(builder().addresses("a/db", "db.example.com", 1));
    network.asked();
    zone.a("db.example.com", 10, "10.0.0.2");
    time.advance(Duration.ofMillis(9_800));
    assertThat(network.asked()).isEmpty();
    time.advance(Duration.ofMillis(1_300));
    assertThat(network.asked()).containsExactly("db.example.com A", "db.example.com AAAA");
    assertThat(endpoints()).containsExactly("10.0.0.2:1", "2001:db8::1:1");
    assertThat(events.subList(1, events.size()))
        .singleElement()
        .isInstanceOf(WatchEvent.Modified.class);
  }

  @Test
  void aTtlHasAFloorAndACeiling() {
    zone.a("zero.example.com", 0, "10.0.0.1").a("long.example.com", 86_400, "10.0.0.2");
    zone.put("zero.example.com", 0, Type.AAAA, "2001:db8::1");
    zone.put("long.example.com", 86_400, Type.AAAA, "2001:db8::2");
    watch(
        builder()
            .addresses("a/zero", "zero.example.com", 1)
            .addresses("a/long", "long.example.com", 1));
    network.asked();
    time.advance(Duration.ofSeconds(59));
    assertThat(network.asked()).hasSizeBetween(2 * 52, 2 * 59).doesNotContain("long.example.com A");
    time.advance(Duration.ofSeconds(8));
    assertThat(network.asked()).contains("long.example.com A");
  }

  @Test
  void whatTheServerSaysIsEmptyIsEmpty() {
    zone.a("db.example.com", 1, "10.0.0.1");
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    zone.a("db.example.com", 1);
    time.advance(Duration.ofSeconds(3));
    assertThat(endpoints()).isEmpty();
    assertThat(service("a/db")).isNotNull();
    zone.a("db.example.com", 1, "10.0.0.1");
    time.advance(Duration.ofSeconds(7));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    zone.remove("db.example.com");
    time.advance(Duration.ofSeconds(7));
    assertThat(endpoints()).isEmpty();
    assertThat(stale()).isEmpty();
  }

  @Test
  void aFailingServerKeepsTheLastGoodState() {
    for (int rcode : new int[] {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP}) {
      zone.a("db.example.com", 1, "10.0.0.1").fail("db.example.com", Rcode.NOERROR);
      events.clear();
      Watch watch = watch(builder().addresses("a/db", "db.example.com", 1));
      zone.fail("db.example.com", rcode);
      time.advance(Duration.ofSeconds(30));
      assertThat(endpoints()).containsExactly("10.0.0.1:1");
      assertThat(stale())
          .singleElement()
          .asString()
          .contains("a/db: db.example.com A: 192.0.2.53:53: " + Rcode.string(rcode));
      zone.fail("db.example.com", Rcode.NOERROR).a("db.example.com", 1, "10.0.0.9");
      time.advance(Duration.ofSeconds(90));
      assertThat(endpoints()).containsExactly("10.0.0.9:1");
      assertThat(events.get(events.size() - 1)).isNotInstanceOf(WatchEvent.Stale.class);
      watch.close();
    }
  }

  @Test
  void recoveryIsToldAlthoughNothingChanged() {
    zone.a("db.example.com", 1, "10.0.0.1");
    watch(builder().addresses("a/db", "db.example.com", 1));
    zone.fail("db.example.com", Rcode.SERVFAIL);
    time.advance(Duration.ofSeconds(10));
    zone.fail("db.example.com", Rcode.NOERROR);
    time.advance(Duration.ofSeconds(90));
    assertThat(events).hasSize(3);
    assertThat(events.get(2)).isEqualTo(events.get(0));
  }

  @Test
  void oneNameThatFailsHarmsNoOther() {
    zone.a("good.example.com", 1, "10.0.0.1").fail("bad.example.com", Rcode.SERVFAIL);
    watch(
        builder()
            .addresses("a/good", "good.example.com", 1)
            .addresses("a/bad", "bad.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(service("a/bad")).isNull();
    zone.a("good.example.com", 1, "10.0.0.2");
    time.advance(Duration.ofSeconds(8));
    assertThat(endpoints()).containsExactly("10.0.0.2:1");
    assertThat(events.get(events.size() - 1)).isInstanceOf(WatchEvent.Stale.class);
  }

  @Test
  void nothingIsToldBeforeAnythingIsKnown() {
    network.put(FIRST, query -> {});
    watch(builder().addresses("a/db", "db.example.com", 1));
    time.advance(Duration.ofSeconds(20));
    assertThat(state).isEmpty();
    assertThat(stale()).singleElement().asString().contains("no answer within 2000 ms");
    network.put(FIRST, zone);
    zone.a("db.example.com", 1, "10.0.0.1");
    time.advance(Duration.ofSeconds(60));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
  }

  @Test
  void theNextServerIsAskedWhenOneFails() {
    zone.a("db.example.com", 1, "10.0.0.1");
    network.put(FIRST, query -> {});
    network.put(SECOND, zone);
    DnsServices.Builder builder = builder().resolver(SECOND);
    watch(builder.addresses("a/db", "db.example.com", 1));
    assertThat(endpoints()).isEmpty();
    time.advance(Duration.ofSeconds(3));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(stale()).isEmpty();
  }

  @Test
  void aSilentServerRestsAndIsTriedAgain() {
    zone.a("db.example.com", 1, "10.0.0.1").put("db.example.com", 1, Type.AAAA, "2001:db8::1");
    network.put(FIRST, query -> {});
    network.put(SECOND, zone);
    watch(builder().resolver(SECOND).addresses("a/db", "db.example.com", 1));
    time.advance(Duration.ofMinutes(5));
    long toFirst = network.sent.stream().filter(each -> each.server.equals(FIRST)).count();
    long toSecond = network.sent.stream().filter(each -> each.server.equals(SECOND)).count();
    assertThat(toFirst).isBetween(8L, 60L);
    assertThat(toSecond).isGreaterThan(300);
    network.put(FIRST, zone);
    time.advance(Duration.ofMinutes(1));
    network.sent.clear();
    time.advance(Duration.ofMinutes(1));
    assertThat(network.sent).isNotEmpty().allMatch(each -> each.server.equals(FIRST));
  }
}
