package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Which answers are believed, and what of them, in virtual time. */
class BelievedAnswersTest extends DnsFixture {
  @Test
  void aTruncatedAnswerIsAskedForByTcp() {
    zone.a("db.example.com", 30, "10.0.0.1");
    network.put(
        FIRST,
        query -> {
          Message answer = query.stream ? zone.answer(query.message()) : Zone.head(query.message());
          if (!query.stream) {
            answer.getHeader().setFlag(Flags.TC);
          }
          query.answer(answer);
        });
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(network.asked()).contains("db.example.com A", "db.example.com A TCP");
  }

  @Test
  void aServerThatLosesLetterCaseIsAskedByTcp() {
    zone.a("db.example.com", 30, "10.0.0.1");
    network.put(FIRST, query -> query.answer(lowerCase(zone.answer(query.message()).toWire())));
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(network.asked()).contains("db.example.com A TCP");
  }

  @Test
  void aliasesAreFollowedInTheAnswer() {
    zone.put("www.example.com", 20, Type.CNAME, "web.example.com.");
    zone.put("web.example.com", 5, Type.CNAME, "db.example.com.");
    zone.a("db.example.com", 30, "10.0.0.1");
    watch(builder().addresses("a/db", "www.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(network.asked()).containsExactly("www.example.com A", "www.example.com AAAA");
    time.advance(Duration.ofSeconds(6));
    assertThat(network.asked()).contains("www.example.com A");
  }

  @Test
  void anAliasWithoutItsTargetIsAskedFor() {
    zone.a("db.example.com", 30, "10.0.0.1");
    network.put(
        FIRST,
        query -> {
          Message message = query.message();
          Name asked = message.getQuestion().getName();
          if (asked.equals(Zone.name("www.example.com"))) {
            Message answer = Zone.head(message);
            answer.addRecord(Zone.row(asked, 9, Type.CNAME, "db.example.com."), Section.ANSWER);
            query.answer(answer);
          } else {
            query.answer(zone.answer(message));
          }
        });
    watch(builder().addresses("a/db", "www.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
  }

  @Test
  void aLoopOfAliasesFails() {
    zone.put("a.example.com", 20, Type.CNAME, "b.example.com.");
    zone.put("b.example.com", 20, Type.CNAME, "a.example.com.");
    watch(builder().addresses("a/db", "a.example.com", 1));
    assertThat(state).isEmpty();
    assertThat(stale()).singleElement().asString().contains("a loop of them");
  }

  @Test
  void aReferralIsNoAnswer() {
    network.put(
        FIRST,
        query -> {
          Message answer = Zone.head(query.message());
          answer.addRecord(Zone.row(Zone.APEX, 9, Type.NS, "ns.example.com."), Section.AUTHORITY);
          query.answer(answer);
        });
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(stale()).singleElement().asString().contains("a referral");
  }

  @Test
  void addressesThatCameAlongCountWithinTheDomain() {
    zone.srv(
        "_http._tcp.cart.example.com", 30, "0 0 80 a.cart.example.com.", "0 0 80 b.example.com.");
    zone.a("a.cart.example.com", 30, "10.0.0.1").a("b.example.com", 30, "10.0.0.2");
    zone.along("a.cart.example.com", 30, Type.A, "10.0.0.1");
    zone.along("b.example.com", 30, Type.A, "10.66.66.66");
    zone.along("other.cart.example.com", 30, Type.A, "10.66.66.66");
    watch(builder().srv("shop/cart", "_http._tcp.cart.example.com"));
    assertThat(endpoints()).containsExactly("10.0.0.1:80", "10.0.0.2:80");
    assertThat(network.asked())
        .containsExactly(
            "_http._tcp.cart.example.com SRV",
            "a.cart.example.com AAAA",
            "b.example.com A",
            "b.example.com AAAA");
  }

  @Test
  void recordsOfOtherNamesDoNotCount() {
    network.put(
        FIRST,
        query -> {
          Message answer = zone.answer(query.message());
          answer.getHeader().setRcode(Rcode.NOERROR);
          answer.addRecord(
              Zone.row(Zone.name("evil.org"), 9, Type.A, "10.66.66.66"), Section.ANSWER);
          query.answer(answer);
        });
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(service("a/db")).isNotNull();
    assertThat(endpoints()).isEmpty();
  }

  @Test
  void everyWrongIdIsPassedOverAndThePortGivenUp() {
    zone.a("db.example.com", 30, "10.0.0.1");
    network.put(
        FIRST,
        query -> {
          byte[] forged = forged(query.message(), "10.66.66.66");
          int right = query.message().getHeader().getID();
          for (int id = 0; id < 65_536 && !query.stream; id++) {
            forged[0] = (byte) (id >> 8);
            forged[1] = (byte) id;
            if (id != right) {
              query.answer(forged);
            }
          }
          query.answer(zone.answer(query.message()));
        });
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(network.asked()).contains("db.example.com A TCP");
  }

  @Test
  void answersFromElsewhereOrToOtherQuestionsAreNeverAccepted() {
    zone.a("db.example.com", 30, "10.0.0.1").a("eb.example.com", 30, "10.66.66.66");
    network.put(
        FIRST,
        query -> {
          Message message = query.message();
          byte[] forged = forged(message, "10.66.66.66");
          query.answer(SECOND, forged);
          query.answer(new InetSocketAddress(FIRST.getAddress(), 5353), forged);
          byte[] otherName = forged.clone();
          otherName[13] ^= 1;
          query.answer(otherName);
          byte[] otherType = forged.clone();
          otherType[12 + message.getQuestion().getName().length() + 1] ^= 28;
          query.answer(otherType);
          byte[] otherClass = forged.clone();
          otherClass[12 + message.getQuestion().getName().length() + 3] = 3;
          query.answer(otherClass);
          byte[] aQuery = forged.clone();
          aQuery[2] &= 0x7f;
          query.answer(aQuery);
          byte[] noQuestion = forged.clone();
          noQuestion[5] = 0;
          query.answer(noQuestion);
          query.answer(zone.answer(message));
        });
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(network.asked()).containsExactly("db.example.com A", "db.example.com AAAA");
  }

  @Test
  void idsAndCaseDifferFromQueryToQuery() {
    zone.a("db.example.com", 0, "10.0.0.1");
    watch(builder().addresses("a/db", "db.example.com", 1));
    time.advance(Duration.ofMinutes(2));
    long ids =
        network.sent.stream().map(each -> each.message().getHeader().getID()).distinct().count();
    assertThat(ids).isGreaterThan(network.sent.size() * 9L / 10);
    long spellings =
        network.sent.stream()
            .map(each -> each.message().getQuestion().getName().toString())
            .distinct()
            .count();
    assertThat(spellings).isGreaterThan(network.sent.size() / 2);
  }

  @Test
  void garbageKeepsTheLastGoodState() {
    zone.a("db.example.com", 1, "10.0.0.1");
    watch(builder().addresses("a/db", "db.example.com", 1));
    network.put(
        FIRST,
        query -> {
          byte[] bytes = Zone.head(query.message()).toWire();
          bytes[7] = 1;
          query.answer(bytes);
        });
    time.advance(Duration.ofSeconds(10));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(stale()).singleElement().asString().contains("malformed");
  }

  private static byte[] forged(Message query, String address) {
    Message answer = Zone.head(query);
    Name name = query.getQuestion().getName();
    answer.addRecord(Zone.row(name, 9, Type.A, address), Section.ANSWER);
    return answer.toWire();
  }

  private static byte[] lowerCase(byte[] message) {
    for (int i = 12; message[i] != 0; i += message[i] + 1) {
      for (int j = 1; j <= message[i]; j++) {
        message[i + j] = (byte) Character.toLowerCase(message[i + j]);
      }
    }
    return message;
  }
}
