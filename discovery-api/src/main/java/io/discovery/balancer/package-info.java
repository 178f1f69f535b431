/**
 * How one of several endpoints is picked: policy (recipe) → balancer (lives as long as the Service
 * port) → picker (immutable, for one endpoint set) → pick (one decision).
 */
@NullMarked
package io.discovery.balancer;

import org.jspecify.annotations.NullMarked;
