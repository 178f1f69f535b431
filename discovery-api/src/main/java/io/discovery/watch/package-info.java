/**
 * How state arrives: what an integration implements.
 *
 * <p>An {@link io.discovery.watch.ObjectSource} gives what a user wrote, still to be admitted; a
 * {@link io.discovery.watch.WatchSource} what a cluster has admitted.
 */
@NullMarked
package io.discovery.watch;

import org.jspecify.annotations.NullMarked;
