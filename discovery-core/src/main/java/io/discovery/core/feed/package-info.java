/**
 * How modules that answer for whole Services, such as DNS and the proxy, follow a discovery.
 *
 * <p>Out: on the loop, the names of what changed and the objects behind them. The root package
 * implements it.
 */
package io.discovery.core.feed;
