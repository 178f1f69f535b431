/** What may enter the store: defaults, rules and addresses. */
@NullMarked
package io.discovery.core.admission;

import org.jspecify.annotations.NullMarked;
