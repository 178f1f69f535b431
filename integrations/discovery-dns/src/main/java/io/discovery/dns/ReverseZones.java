package io.discovery.dns;

import io.discovery.address.Cidr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The zones in which the addresses of a range have names (RFC 1035 3.5, RFC 3596 2.5). */
final class ReverseZones {
  private ReverseZones() {}

  /** Returns the zones of a range; one that ends inside of a label has several. */
  static List<String> of(Cidr range) {
    boolean v4 = range.base().is4();
    int step = v4 ? 8 : 4;
    int labels = (range.prefixLength() + step - 1) / step;
    int free = (v4 ? 32 : 128) - labels * step;
    List<String> zones = new ArrayList<>();
    for (int i = 0; i < 1 << (labels * step - range.prefixLength()); i++) {
      byte[] bytes = range.at(BigInteger.valueOf(i).shiftLeft(free)).toBytes();
      StringBuilder zone = new StringBuilder();
      for (int label = labels - 1; label >= 0; label--) {
        int b = bytes[label * step / 8] & 0xFF;
        String text = v4 ? "" + b : Integer.toHexString(label % 2 == 0 ? b >> 4 : b & 15);
        zone.append(text).append('.');
      }
      zones.add(zone.append(v4 ? "in-addr.arpa." : "ip6.arpa.").toString());
    }
    return zones;
  }
}
