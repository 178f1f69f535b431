/**
 * The controllers: what makes EndpointSlices, and deletes what belongs to nobody.
 *
 * <p>In: changes of the store, through {@link io.discovery.core.controller.Controllers}. Out:
 * writes to the store. Which Service is looked at is decided there; what its slices should be, by
 * functions of their arguments without state, clock or log. Confined to the loop.
 */
@NullMarked
package io.discovery.core.controller;

import org.jspecify.annotations.NullMarked;
