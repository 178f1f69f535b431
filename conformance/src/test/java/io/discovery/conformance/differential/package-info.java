/**
 * Cases of our own, answered by a real API server: how our answers are held against its own.
 *
 * <p>{@link io.discovery.conformance.differential.Recorder} is run by hand and by nothing else. It
 * draws cases from a seed, plays each on a real API server and writes those that were answered the
 * same every time, in the form of the vectors, for the runner of vectors to judge us by:
 *
 * <ol>
 *   <li>start a throwaway API server without controllers on loopback, with the service ranges and
 *       node ports that the cases are to be about;
 *   <li>run {@code Recorder} on the test class path with {@code -Ddifferential.server=URL}, {@code
 *       -Ddifferential.token=TOKEN}, {@code -Ddifferential.ranges=CIDR,CIDR}, {@code
 *       -Ddifferential.nodePorts=FIRST-LAST}, {@code -Ddifferential.kinds=KIND=COUNT,...}, {@code
 *       -Ddifferential.seed=N} and {@code -Ddifferential.out=DIR} (files there are appended to);
 *   <li>run {@code mvn -q -Pvectors verify -Dvectors.dir=DIR}.
 * </ol>
 *
 * <p>With {@code -Ddifferential.again=DIR} it plays the cases of a folder of vectors instead and
 * prints which of them the server answers otherwise: the proof that it records what it should.
 *
 * <p>The kinds of selectors need the fixture that their cases name: {@code
 * -Ddifferential.fixture=FILE}.
 */
@NullMarked
package io.discovery.conformance.differential;

import org.jspecify.annotations.NullMarked;
