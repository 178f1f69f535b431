/**
 * Jimfs for service discovery: Services, EndpointSlices, Endpoints, Nodes, Pods, ReplicaSets,
 * Deployments, StatefulSets and ReplicationControllers as Kubernetes has them, for the subset that
 * discovery needs; no API server over HTTP, no containers, volumes, probes or quotas.
 *
 * <p>In: manifests or the builders of {@link io.discovery.testkit.Cluster}, and what a test does to
 * Pods. Out: a control plane that real clients watch, and a network in which every Pod answers.
 * Thread: one loop, in virtual time driven by the test's own thread.
 */
@NullMarked
package io.discovery.testkit;

import org.jspecify.annotations.NullMarked;
