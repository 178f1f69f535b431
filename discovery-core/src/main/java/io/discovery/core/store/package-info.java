/**
 * The authoritative objects of a control plane: revisions, identities, deletion, and the indexes
 * that find the Pods of a Service and the Services of a Pod without a scan.
 *
 * <p>In: admitted objects. Out: changes, to listeners, one after the other. Confined to the loop.
 */
package io.discovery.core.store;
