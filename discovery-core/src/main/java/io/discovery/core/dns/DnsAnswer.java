package io.discovery.core.dns;

import java.util.List;

/**
 * The answer to a question.
 *
 * @param rcode {@link #OK}, {@link #NO_SUCH_NAME} or {@link #REFUSED}
 * @param answers what was asked for, an alias before what it stands for
 * @param authority the zone's SOA, if there is no answer
 * @param additional addresses of names in the answers
 * @param foreign names outside of the zone, whose records of the type belong to the answers too
 */
public record DnsAnswer(
    int rcode,
    List<DnsRecord> answers,
    List<DnsRecord> authority,
    List<DnsRecord> additional,
    List<String> foreign) {
  /** The name is there, with or without records of the type. */
  public static final int OK = 0;

  /** There is no such name (NXDOMAIN). */
  public static final int NO_SUCH_NAME = 3;

  /** Not answered here. */
  public static final int REFUSED = 5;

  static DnsAnswer nothing(int rcode, List<DnsRecord> authority) {
    return new DnsAnswer(rcode, List.of(), authority, List.of(), List.of());
  }
}
