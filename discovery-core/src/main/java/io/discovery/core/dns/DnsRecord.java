package io.discovery.core.dns;

/**
 * A record, its data as a zone file has it.
 *
 * @param name the owner
 * @param ttl how many seconds it may be kept
 * @param type the type's number
 * @param data an address, a name, {@code priority weight port target}, or the fields of a SOA
 */
public record DnsRecord(String name, int ttl, int type, String data) {
  /** An IPv4 address. */
  public static final int A = 1;

  /** A name server. */
  public static final int NS = 2;

  /** Another name. */
  public static final int CNAME = 5;

  /** A zone's own data. */
  public static final int SOA = 6;

  /** The name of an address. */
  public static final int PTR = 12;

  /** A mail server; no name of a cluster has one. */
  public static final int MX = 15;

  /** Text. */
  public static final int TXT = 16;

  /** An IPv6 address. */
  public static final int AAAA = 28;

  /** A port of a Service. */
  public static final int SRV = 33;
}
