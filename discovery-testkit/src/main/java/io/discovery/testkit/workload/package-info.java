/**
 * Workload objects and their controllers: Deployments, ReplicaSets, StatefulSets and
 * ReplicationControllers become Pods.
 *
 * <p>In: changes of a control plane. Out: requests to it. Thread: its loop.
 */
@NullMarked
package io.discovery.testkit.workload;

import org.jspecify.annotations.NullMarked;
