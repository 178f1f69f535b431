/**
 * Addresses: strict parsing that never resolves.
 *
 * <p>What Kubernetes refuses is refused here: leading zeros, IPv4-mapped IPv6, zones, bits beyond a
 * prefix. No method of this package asks a name service, whatever text it is given.
 */
@NullMarked
package io.discovery.address;

import org.jspecify.annotations.NullMarked;
