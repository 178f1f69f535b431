/** How this module says inside of itself what may be null. */
package io.discovery.core.nullness;
