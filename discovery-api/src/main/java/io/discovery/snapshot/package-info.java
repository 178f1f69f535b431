/**
 * What is known at one moment: immutable, consistent, safe to share between threads.
 *
 * <p>Strict types begin here: addresses are parsed, ports are in range, names are valid.
 */
@NullMarked
package io.discovery.snapshot;

import org.jspecify.annotations.NullMarked;
