/** Cluster DNS for Services, and Services out of foreign DNS zones. */
@NullMarked
package io.discovery.dns;

import org.jspecify.annotations.NullMarked;
