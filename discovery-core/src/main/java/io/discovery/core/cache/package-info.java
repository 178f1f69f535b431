/**
 * What the sources said last, by source, kind and name, and which Services that touches.
 *
 * <p>In: watch events. Out: the keys of Services to look at, and the objects of one Service.
 * Confined to the loop.
 */
package io.discovery.core.cache;
