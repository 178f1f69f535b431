/**
 * The Kubernetes objects that discovery needs, as immutable records.
 *
 * <p>They hold what Kubernetes holds, valid or not: constructors check for null and copy, nothing
 * more, and rules begin behind admission. Field names are Kubernetes' own. What Kubernetes may
 * extend is an open value type, a record around its text with constants. Addresses are text; the
 * package {@code io.discovery.address} parses them.
 *
 * <p>{@link io.discovery.model.LabelSelector} is a selector as an object, {@link
 * io.discovery.model.Selector} what both it and the string grammar become.
 */
@NullMarked
package io.discovery.model;

import org.jspecify.annotations.NullMarked;
