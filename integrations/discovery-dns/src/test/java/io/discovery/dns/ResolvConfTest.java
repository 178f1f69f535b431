package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

class ResolvConfTest {
  @Test
  @DisplayName("C37 name servers, search domains and options of a Pod's dnsConfig are honoured")
  void c37() throws Exception {
    ResolvConf conf =
        ResolvConf.parse(
            """
            search shop.svc.cluster.local svc.cluster.local cluster.local resolv.conf.local
            nameserver 10.96.0.10
            nameserver 2001:db8::53
            options ndots:5 timeout:3 attempts:4
            """);
    assertThat(conf.resolvers())
        .containsExactly(FakeNetwork.address("10.96.0.10"), FakeNetwork.address("2001:db8::53"));
    assertThat(conf.ndots()).isEqualTo(5);
    assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(conf.attempts()).isEqualTo(4);
    assertThat(conf.candidates("cart"))
        .extracting(Name::toString)
        .containsExactly(
            "cart.shop.svc.cluster.local.",
            "cart.svc.cluster.local.",
            "cart.cluster.local.",
            "cart.resolv.conf.local.",
            "cart.");
  }

  @Test
  void aNameWithEnoughDotsIsTriedAsItIsFirst() throws Exception {
    ResolvConf conf = ResolvConf.parse("search example.com");
    assertThat(conf.candidates("a.b"))
        .extracting(Name::toString)
        .containsExactly("a.b.", "a.b.example.com.");
    assertThat(conf.candidates("a.b.")).extracting(Name::toString).containsExactly("a.b.");
    assertThat(conf.candidates("a"))
        .extracting(Name::toString)
        .containsExactly("a.example.com.", "a.");
  }

  @Test
  void theLastSearchCountsAndWhatIsUnknownDoesNot() {
    ResolvConf conf =
        ResolvConf.parse(
            """
            # search of.a.comment
            domain first.example.com
            search second.example.com a..b . third.example.com ; more
            nameserver not.an.address
            nameserver
            nameserver 192.0.2.1
            nameserver 192.0.2.2 # two
            nameserver 192.0.2.3
            nameserver 192.0.2.4
            options rotate ndots:99 ndots:x timeout:0 attempts:0 timeout:
            sortlist 10.0.0.0
            """);
    assertThat(conf.search())
        .containsExactly(Zone.name("second.example.com"), Zone.name("third.example.com"));
    assertThat(conf.resolvers()).hasSize(3).doesNotContain(FakeNetwork.address("192.0.2.4"));
    assertThat(conf.ndots()).isEqualTo(15);
    assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(conf.attempts()).isEqualTo(1);
  }

  @Test
  void withoutServersTheOneOnThisMachineIsAsked(@TempDir Path folder) {
    assertThat(ResolvConf.read(folder.resolve("none")).resolvers())
        .isEqualTo(List.of(FakeNetwork.address("127.0.0.1")));
  }

  @Test
  void aDomainThatMakesANameTooLongIsPassedOver() throws Exception {
    String label = "a".repeat(60) + ".";
    ResolvConf conf = ResolvConf.parse("search " + label.repeat(4) + " example.com");
    assertThat(conf.candidates("b".repeat(30))).hasSize(2);
  }
}
