/**
 * All Services at one moment, as a persistent tree: a new snapshot shares what did not change.
 *
 * <p>In: what changed. Out: an immutable snapshot, for all threads.
 */
package io.discovery.core.snapshot;
