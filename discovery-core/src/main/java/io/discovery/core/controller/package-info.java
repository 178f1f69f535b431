/**
 * The controllers: what makes EndpointSlices, and deletes what belongs to nobody.
 *
 * <p>In: changes of the store, through {@link io.discovery.core.controller.Controllers}. Out:
 * writes to the store. Which Service is looked at is decided there; what its slices should be, by
 * functions of their arguments without state, clock or log. Two remember more than what is dirty:
 * AutoHints the shares of the zones and the hints that were given, ServiceRanges whether an ending
 * range waits for its addresses. Confined to the loop.
 */
package io.discovery.core.controller;
