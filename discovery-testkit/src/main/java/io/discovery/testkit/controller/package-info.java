/**
 * The controller of the legacy Endpoints objects: what a Service's Pods are, in one object.
 *
 * <p>It is part of the fake cluster and not of the control plane, because clients read
 * EndpointSlices: only who asks the API for Endpoints, as a test does, misses it. The mirroring of
 * what users write stays in the control plane.
 *
 * <p>In: changes of a control plane. Out: requests to it. Thread: its loop.
 */
@NullMarked
package io.discovery.testkit.controller;

import org.jspecify.annotations.NullMarked;
