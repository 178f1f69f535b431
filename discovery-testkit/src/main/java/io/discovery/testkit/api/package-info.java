/**
 * The API of a control plane as requests and responses, shaped like HTTP.
 *
 * <p>In: an {@link io.discovery.testkit.api.ApiRequest}. On the way: its path becomes a route, its
 * body an object, its patch a new state, and the control plane admits and stores. Out: an {@link
 * io.discovery.testkit.api.ApiResponse}, with a Kubernetes {@code Status} for every error. The door
 * is {@link io.discovery.testkit.api.ApiServer}.
 */
@NullMarked
package io.discovery.testkit.api;

import org.jspecify.annotations.NullMarked;
