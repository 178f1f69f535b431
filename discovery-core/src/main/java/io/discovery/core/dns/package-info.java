/**
 * From a name and a type to records: what cluster DNS answers, as CoreDNS 1.15 does with its plugin
 * kubernetes (DNS specification 1.1.0).
 *
 * <p>In: a question, and what there is ({@link io.discovery.core.dns.DnsObjects}, the caller's view
 * of the cluster). Out: a {@link io.discovery.core.dns.DnsAnswer}. Functions of their arguments;
 * any thread. The wire, caches, upstream servers and search paths are the callers' affair.
 *
 * <pre>{@code
 * ClusterZone zone = new ClusterZone(List.of("cluster.local."), 5, List.of());
 * DnsAnswer answer = zone.answer(objects, "cart.shop.svc.cluster.local.", DnsRecord.A);
 * answer.rcode();   // DnsAnswer.OK; without records: the name is there, but not with this type
 * answer.answers(); // [cart.shop.svc.cluster.local. 5 A 10.96.1.1]
 * answer.foreign(); // names outside of the zone that the last CNAMEs lead to; still to be asked for
 * }</pre>
 *
 * <p>Names are absolute (they end in a dot), in the letter case of whoever asks; {@link
 * io.discovery.core.dns.ClusterZone} asks {@code DnsObjects} in lower case.
 */
package io.discovery.core.dns;
