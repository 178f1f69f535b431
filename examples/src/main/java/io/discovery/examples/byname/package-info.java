/**
 * The second example. {@link io.discovery.examples.byname.ByName} is where it starts; to read it,
 * go on with {@code Application}, which is where the library is used: a cluster, a discovery that
 * follows it, the proxy and the name server on that. Then:
 *
 * <ul>
 *   <li>{@code Entries} finds all ways to all Services; {@code Welcome} prints them, with the
 *       {@code Lines} to paste, and {@code PortsFile} writes them for scripts;
 *   <li>{@code Rolls} rolls Deployments on a schedule, {@code Commands} when a script says so;
 *   <li>{@code Answers} are what the Pods say.
 * </ul>
 */
@NullMarked
package io.discovery.examples.byname;

import org.jspecify.annotations.NullMarked;
