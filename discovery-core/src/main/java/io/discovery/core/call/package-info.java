/**
 * Calls that pick an endpoint, and another one where that is safe.
 *
 * <p>In: picks, options, what to do with an endpoint. Out: what came back. Any thread; timers run
 * on the loop.
 */
package io.discovery.core.call;
