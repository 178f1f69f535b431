/**
 * What the hot paths cost: {@link io.discovery.benchmarks.Benchmarks} runs a {@link
 * io.discovery.benchmarks.Suite} of JMH benchmarks and prints medians, budgets and ratios.
 */
@NullMarked
package io.discovery.benchmarks;

import org.jspecify.annotations.NullMarked;
