/**
 * The first example. {@link io.discovery.examples.firstlight.FirstLight} is where it starts; to
 * read it, go on with {@code Run}, then:
 *
 * <ul>
 *   <li>{@code Application} boots a manifest in a fake cluster, {@code Targets} says what of it can
 *       be called, {@code Machines} are what Services without selector stand for;
 *   <li>{@code Load} makes {@code Client}s call at a steady rate; this is where the library is
 *       used: a handle, and {@code call};
 *   <li>{@code Scenario} says what happens when, {@code Director} makes it happen;
 *   <li>{@code Tally}, {@code Attempts} and {@code Served} count, on both sides of the wire, and
 *       {@code Usable} checks every pick;
 *   <li>{@code Report} is what came of it, a {@code View} what one sees meanwhile.
 * </ul>
 */
@NullMarked
package io.discovery.examples.firstlight;

import org.jspecify.annotations.NullMarked;
