/**
 * The ports for time, randomness and threads: nothing else in the library reaches a clock, a random
 * source or a thread. Production defaults and the virtual time of the test kit stand behind them.
 */
@NullMarked
package io.discovery.time;

import org.jspecify.annotations.NullMarked;
