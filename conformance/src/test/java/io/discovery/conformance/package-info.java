/**
 * Vectors: what a real Kubernetes answered, and whether we answer the same.
 *
 * <p>{@link io.discovery.conformance.VectorFolder} reads cases, {@link
 * io.discovery.conformance.Kinds} names the {@link io.discovery.conformance.Kind} of each, which
 * asks a {@link io.discovery.conformance.TestPlane} the same and lets a {@link
 * io.discovery.conformance.Comparison} find the first difference. {@link
 * io.discovery.conformance.VectorsTest} runs those in this project, one test a case; {@link
 * io.discovery.conformance.VectorRunner} any folder.
 */
@NullMarked
package io.discovery.conformance;

import org.jspecify.annotations.NullMarked;
