/**
 * What a node does with packets to Services, as kube-proxy decides it (nftables).
 *
 * <p>{@link io.discovery.proxy.NodeProxy} holds all decisions and does no I/O. In: Services as
 * core's view has them and the node, by a {@link io.discovery.proxy.NodeFollower}; the cluster's
 * ranges. Out: {@link io.discovery.proxy.Plan}s of where to listen, and a {@link
 * io.discovery.proxy.Decision} about each connection and datagram. One thread follows the cluster,
 * all may ask.
 *
 * <p>Behind it: a persistent view of the node whose claims say which pool of endpoints a frontend
 * leads to; affinity and flows, both bounded; and health.
 */
@NullMarked
package io.discovery.proxy;

import org.jspecify.annotations.NullMarked;
