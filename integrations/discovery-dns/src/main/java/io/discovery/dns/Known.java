package io.discovery.dns;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a question.
 *
 * @param found the last answer; null if there never was one
 * @param problem why there is no newer one; null if all is well
 * @param failures how often in a row it could not be answered
 * @param until when to ask again, by the monotonic clock
 */
record Known(@Nullable Found found, @Nullable String problem, int failures, long until) {}
