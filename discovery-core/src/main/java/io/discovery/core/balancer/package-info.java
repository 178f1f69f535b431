/**
 * What picks go through: the candidates of a Service port, its policy's picker, session affinity,
 * permits and the statistics that they feed.
 *
 * <p>In: a Service, its endpoints, a policy. Out: an immutable picker. Balancers are confined to
 * the loop, pickers are for all threads.
 */
package io.discovery.core.balancer;
