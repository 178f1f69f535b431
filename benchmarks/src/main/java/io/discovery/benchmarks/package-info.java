/** What a pick costs. */
@NullMarked
package io.discovery.benchmarks;

import org.jspecify.annotations.NullMarked;
