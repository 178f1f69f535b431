/**
 * The controllers that make EndpointSlices: functions of their arguments that say what to write.
 *
 * <p>In: a Service, its Pods (or its Endpoints) and the slices that are there. Out: a {@link
 * io.discovery.core.controller.SlicePlan}. No state, no clock, no log; any thread.
 */
@NullMarked
package io.discovery.core.controller;

import org.jspecify.annotations.NullMarked;
