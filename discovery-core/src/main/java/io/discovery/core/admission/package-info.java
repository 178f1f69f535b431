/**
 * What an object goes through before it is stored: defaults, rules, addresses.
 *
 * <p>In: an object as somebody wrote it, and the stored one if there is one. Out: the object as it
 * may be stored, or a {@link io.discovery.model.StatusException} with everything that is wrong with
 * it, in Kubernetes' words and order. One file a resource. Thread: the loop.
 */
package io.discovery.core.admission;
