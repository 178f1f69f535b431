/** The first example: a service, some traffic, and a Pod that goes. */
@NullMarked
package io.discovery.examples.firstlight;

import org.jspecify.annotations.NullMarked;
