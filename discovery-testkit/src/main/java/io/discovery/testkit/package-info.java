/** The fake cluster, for unit tests. */
@NullMarked
package io.discovery.testkit;

import org.jspecify.annotations.NullMarked;
