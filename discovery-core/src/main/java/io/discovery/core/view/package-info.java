/**
 * What callers at one place may use of a Service: kube-proxy's rules.
 *
 * <p>In: a Service, its slices, a place, and what came out last time. Out: endpoints by port, each
 * with the rule that let it in or kept it out, and what was refused. Functions of their arguments.
 */
package io.discovery.core.view;
