/**
 * Kubernetes objects as YAML and JSON.
 *
 * <p>In: files, a directory, a resource or a text ({@link io.discovery.manifest.Manifests}). On the
 * way: bytes, documents whose values know their line and column, records of the {@link
 * io.discovery.manifest.Kinds} that are known. Out: a {@link io.discovery.manifest.Manifest}, or
 * the events of an {@link io.discovery.watch.ObjectSource}. Back to JSON goes {@link
 * io.discovery.manifest.Codec}.
 *
 * <p>Reading happens on the calling thread; following has one daemon thread a watch, which is also
 * the one that calls the handler.
 */
@NullMarked
package io.discovery.manifest;

import org.jspecify.annotations.NullMarked;
