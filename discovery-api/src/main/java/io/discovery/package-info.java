/**
 * What the library promises its callers: a {@link io.discovery.ServiceDiscovery} gives a {@link
 * io.discovery.ServiceHandle} for a name, and the handle gives endpoints.
 *
 * <p>The packages, in the order in which state flows through them:
 *
 * <ul>
 *   <li>{@code model}: Kubernetes objects as they are written and stored;
 *   <li>{@code watch}: how they arrive;
 *   <li>{@code address}: addresses, parsed strictly and never resolved;
 *   <li>{@code snapshot}: what became of them, by Service port;
 *   <li>{@code balancer}: how one endpoint of several is picked;
 *   <li>{@code time}: the clocks, random numbers and threads that all of it is given.
 * </ul>
 */
@NullMarked
package io.discovery;

import org.jspecify.annotations.NullMarked;
