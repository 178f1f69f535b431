/**
 * What a node does with packets to Services, as kube-proxy decides it (nftables).
 *
 * <p>In: Services as core's view has them, the node, the cluster's ranges. Out: for a packet to a
 * {@link io.discovery.proxy.Frontend} a {@link io.discovery.proxy.Verdict}. A {@link
 * io.discovery.proxy.NodeView} is immutable: one thread follows the cluster, all may ask the
 * newest.
 */
@NullMarked
package io.discovery.proxy;

import org.jspecify.annotations.NullMarked;
