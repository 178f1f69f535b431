/** Traffic to a fake cluster over the sockets of a proxy. */
@NullMarked
package io.discovery.conformance.traffic;

import org.jspecify.annotations.NullMarked;
