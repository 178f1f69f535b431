/**
 * The doors of the library, and what joins the stages behind them; no stage knows this package.
 *
 * <p>In: sources and settings ({@link io.discovery.core.Discovery}, {@link
 * io.discovery.core.Policies}, {@link io.discovery.core.FixedServices}, {@link
 * io.discovery.core.InMemorySource}), or objects ({@link io.discovery.core.ControlPlane}). Out: a
 * {@link io.discovery.ServiceDiscovery}, or a source that clients watch. Thread: one loop ({@link
 * io.discovery.core.LoopThread} or the user's) writes, any thread reads.
 *
 * <ul>
 *   <li>A call goes {@code Handle} → {@code balancer.PortPicker} → the policy's picker; {@code
 *       call} picks again where that is safe.
 *   <li>What a user writes goes {@code Writes} → {@code admission} (with {@code allocation}) →
 *       {@code store} → {@code controller} → {@code store} → {@code PlaneWatches}.
 *   <li>What a cluster says goes {@code Sources} → {@code source} → {@code cache}; then {@code
 *       Publisher} asks {@code view} and {@code balancer} about each dirty Service, and writes
 *       {@code snapshot}, and each {@code Handle} that the change touches.
 * </ul>
 */
@NullMarked
package io.discovery.core;

import org.jspecify.annotations.NullMarked;
