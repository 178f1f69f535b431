/** The door of the library: how to open a discovery. */
@NullMarked
package io.discovery.core;

import org.jspecify.annotations.NullMarked;
