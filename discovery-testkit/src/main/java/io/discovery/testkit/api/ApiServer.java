package io.discovery.testkit.api;

import io.discovery.core.ControlPlane;
import io.discovery.manifest.Json;
import io.discovery.manifest.Kinds;
import io.discovery.manifest.ManifestException;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The API of a control plane: answers requests in Kubernetes' words, errors too.
 *
 * <p>An object keeps what its record has. Other fields that Kubernetes knows are accepted and
 * dropped, {@code metadata.managedFields} among them; fields that it does not know make a warning
 * or an error, as {@code fieldValidation} says. Bodies are JSON, also where an error names other
 * types. There is neither a watch (the answer is a list) nor a list in chunks; {@code
 * Cluster.watchSource} and {@link ControlPlane#onChange} tell changes.
 */
public final class ApiServer {
  private static final int LONGEST_BODY = 3 << 20;

  private final Resources resources;
  private final Function<Supplier<ApiResponse>, ApiResponse> loop;

  private ApiServer(Resources resources, Function<Supplier<ApiResponse>, ApiResponse> loop) {
    this.resources = resources;
    this.loop = loop;
  }

  /** Returns the API of these kinds; called in tasks of the control plane's loop. */
  public static ApiServer on(ControlPlane plane, Kinds kinds) {
    return new ApiServer(new Resources(plane, kinds), Supplier::get);
  }

  /** Returns the same API with another way into the loop, which runs what it is given there. */
  public ApiServer through(Function<Supplier<ApiResponse>, ApiResponse> loop) {
    return new ApiServer(resources, loop);
  }

  /**
   * Answers a request; never throws for what is in it.
   *
   * @throws IllegalStateException if it is the API of a cluster that is closed
   */
  public ApiResponse handle(ApiRequest request) {
    return loop.apply(() -> answer(request));
  }

  private ApiResponse answer(ApiRequest request) {
    Warnings warnings = new Warnings();
    Route route = Route.of(request.path(), resources);
    try {
      if (route == null) {
        throw Statuses.notFound();
      }
      if (isTooLong(request.body())) {
        throw Statuses.tooLarge("limit is " + LONGEST_BODY);
      }
      return new Call(resources, request, route, warnings).answer();
    } catch (StatusException e) {
      return failure(e.status(), route, warnings);
    } catch (ManifestException e) {
      return failure(Statuses.badRequest(e).status(), route, warnings);
    }
  }

  /** What is short enough in any case is not encoded to see how long it is. */
  private static boolean isTooLong(String body) {
    return body.length() > LONGEST_BODY
        || (body.length() > LONGEST_BODY / 3
            && body.getBytes(StandardCharsets.UTF_8).length > LONGEST_BODY);
  }

  private static ApiResponse failure(Status status, @Nullable Route route, Warnings warnings) {
    return new ApiResponse(
        status.code(), Json.write(Statuses.failure(status, route)), warnings.all());
  }
}
