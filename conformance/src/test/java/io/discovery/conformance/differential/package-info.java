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
 *       -Ddifferential.seed=N} and {@code -Ddifferential.out=DIR}; files there are appended to, so
 *       let no two write the same at once;
 *   <li>run {@code mvn -q -Pvectors verify -Dvectors.dir=DIR}.
 * </ol>
 *
 * <p>Each case is played twice; with {@code -Ddifferential.plays=N} that often, which ranges of a
 * few addresses need, where what is drawn may be what another request spells out. The kinds of
 * selectors need the fixture that their cases name: {@code -Ddifferential.fixture=FILE}. With
 * {@code -Ddifferential.again=DIR} the cases of a folder of vectors are played instead, and those
 * printed that the server answers otherwise: the proof that what is recorded is what should be.
 *
 * <p>{@link io.discovery.conformance.differential.ScenarioRecorder} does the same for controllers,
 * against a server with those of endpoints, slices, mirroring and garbage: {@code
 * -Ddifferential.count=N} scenarios of Pods and Services, or of Endpoints that users wrote with
 * {@code -Ddifferential.mirrored=true}; {@code -Ddifferential.again=FILE} plays those of a file.
 */
@NullMarked
package io.discovery.conformance.differential;

import org.jspecify.annotations.NullMarked;
