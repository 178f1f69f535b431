/**
 * Virtual addresses and node ports: which are taken, and which comes next.
 *
 * <p>In: the ranges of a cluster and a source of chance. Out: {@link Allocations}, whose changes
 * are made in transactions: either all of them or none. Thread: the loop.
 */
package io.discovery.core.allocation;
