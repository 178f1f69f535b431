package io.discovery.core.dns;

import io.discovery.address.Ip;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Names of addresses: {@code 1.0.96.10.in-addr.arpa}. */
final class Reverse {
  private Reverse() {}

  /**
   * Returns the canonical text of the address that a name in lower case stands for; null if it
   * stands for none.
   */
  static @Nullable String address(String name) {
    boolean v4 = name.endsWith(ClusterZone.ARPA_4);
    if (!v4 && !name.endsWith(ClusterZone.ARPA_6)) {
      return null;
    }
    int end = name.length() - (v4 ? ClusterZone.ARPA_4 : ClusterZone.ARPA_6).length();
    String[] labels = name.substring(0, end).split("\\.", -1);
    Collections.reverse(Arrays.asList(labels));
    String text = String.join(".", labels);
    if (!v4) {
      // Up to three labels too many are ignored, as CoreDNS does.
      StringBuilder groups = new StringBuilder();
      for (int i = 0; i < labels.length / 4 * 4; i++) {
        groups.append(i > 0 && i % 4 == 0 ? ":" : "").append(labels[i]);
      }
      text = groups.toString();
    }
    Ip ip = Ip.tryParse(text);
    return ip == null || (v4 && !ip.is4()) ? null : ip.toString();
  }
}
