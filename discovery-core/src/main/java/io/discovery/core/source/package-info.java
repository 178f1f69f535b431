/**
 * Keeps sources watched: reconnects with back-off, resumes, asks for the whole state again, and
 * says how each source is doing.
 *
 * <p>In: the events of a source, from any thread. Out: the same events, on the loop.
 */
package io.discovery.core.source;
