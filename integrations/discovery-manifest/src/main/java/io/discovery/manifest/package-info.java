/** Kubernetes objects as YAML and JSON. */
@NullMarked
package io.discovery.manifest;

import org.jspecify.annotations.NullMarked;
