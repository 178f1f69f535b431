/**
 * What the hot paths cost: {@link io.discovery.benchmarks.Benchmarks} runs a {@link
 * io.discovery.benchmarks.Suite} of JMH benchmarks and prints medians, budgets and ratios.
 *
 * <p>What goes over sockets is measured by a {@link io.discovery.benchmarks.Trial}, beside other
 * programs that do the same, each in a process of its own.
 */
@NullMarked
package io.discovery.benchmarks;

import org.jspecify.annotations.NullMarked;
