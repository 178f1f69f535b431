package io.discovery.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every Kubernetes object carries besides its own fields (meta/v1 ObjectMeta).
 *
 * @param name name of the object, unique in its namespace; empty while {@code generateName} decides
 * @param generateName prefix from which the server makes a name
 * @param namespace namespace, empty for cluster-scoped kinds
 * @param uid identity over the lifetime of the object; null before creation
 * @param resourceVersion opaque version of the stored object; null before creation
 * @param generation number of the desired state
 * @param creationTimestamp when the object was created, in whole seconds
 * @param deletionTimestamp when the object is going to be deleted; set once deletion began
 * @param deletionGracePeriodSeconds seconds that a graceful deletion may take
 * @param labels labels, sorted by key
 * @param annotations annotations, sorted by key
 * @param ownerReferences objects that this one depends on
 * @param finalizers what must happen before the object is removed
 */
public record ObjectMeta(
    String name,
    @Nullable String generateName,
    String namespace,
    @Nullable String uid,
    @Nullable String resourceVersion,
    @Nullable Long generation,
    @Nullable Instant creationTimestamp,
    @Nullable Instant deletionTimestamp,
    @Nullable Long deletionGracePeriodSeconds,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<OwnerReference> ownerReferences,
    List<String> finalizers) {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public ObjectMeta {
    name = name == null ? "" : name;
    namespace = namespace == null ? "" : namespace;
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
    ownerReferences = Copies.list(ownerReferences);
    finalizers = Copies.list(finalizers);
  }

  /** Returns metadata with a namespace and a name, and nothing else. */
  public static ObjectMeta of(String namespace, String name) {
    return builder().namespace(namespace).name(name).build();
  }

  /** Returns the namespace and the name. */
  public NamespacedName namespacedName() {
    return new NamespacedName(namespace, name);
  }

  /** Returns whether deletion has begun. */
  public boolean terminating() {
    return deletionTimestamp != null;
  }

  /** Returns the owner whose controller manages this object, if there is one. */
  public @Nullable OwnerReference controller() {
    for (OwnerReference owner : ownerReferences) {
      if (Boolean.TRUE.equals(owner.controller())) {
        return owner;
      }
    }
    return null;
  }

  /**
   * An object that owns another one (meta/v1 OwnerReference).
   *
   * @param apiVersion API group and version of the owner
   * @param kind kind of the owner
   * @param name name of the owner
   * @param uid uid of the owner
   * @param controller whether the owner is the managing controller
   * @param blockOwnerDeletion whether a foreground deletion of the owner waits for this object
   */
  public record OwnerReference(
      String apiVersion,
      String kind,
      String name,
      String uid,
      @Nullable Boolean controller,
      @Nullable Boolean blockOwnerDeletion) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public OwnerReference {
      Objects.requireNonNull(apiVersion, "apiVersion");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(uid, "uid");
    }
  }

  /** Returns a builder in which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts with these values. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** A builder of {@link ObjectMeta}; not thread-safe. */
  public static final class Builder {
    private String name = "";
    private @Nullable String generateName;
    private String namespace = "";
    private @Nullable String uid;
    private @Nullable String resourceVersion;
    private @Nullable Long generation;
    private @Nullable Instant creationTimestamp;
    private @Nullable Instant deletionTimestamp;
    private @Nullable Long deletionGracePeriodSeconds;
    private Map<String, String> labels = Map.of();
    private Map<String, String> annotations = Map.of();
    private List<OwnerReference> ownerReferences = List.of();
    private List<String> finalizers = List.of();

    private Builder() {}

    private Builder(ObjectMeta from) {
      name = from.name();
      generateName = from.generateName();
      namespace = from.namespace();
      uid = from.uid();
      resourceVersion = from.resourceVersion();
      generation = from.generation();
      creationTimestamp = from.creationTimestamp();
      deletionTimestamp = from.deletionTimestamp();
      deletionGracePeriodSeconds = from.deletionGracePeriodSeconds();
      labels = from.labels();
      annotations = from.annotations();
      ownerReferences = from.ownerReferences();
      finalizers = from.finalizers();
    }

    /**
     * Sets {@code name}: name of the object, unique in its namespace; empty while {@code
     * generateName} decides.
     */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets {@code generateName}: prefix from which the server makes a name. */
    public Builder generateName(@Nullable String generateName) {
      this.generateName = generateName;
      return this;
    }

    /** Sets {@code namespace}: namespace, empty for cluster-scoped kinds. */
    public Builder namespace(String namespace) {
      this.namespace = namespace;
      return this;
    }

    /** Sets {@code uid}: identity over the lifetime of the object; null before creation. */
    public Builder uid(@Nullable String uid) {
      this.uid = uid;
      return this;
    }

    /** Sets {@code resourceVersion}: opaque version of the stored object; null before creation. */
    public Builder resourceVersion(@Nullable String resourceVersion) {
      this.resourceVersion = resourceVersion;
      return this;
    }

    /** Sets {@code generation}: number of the desired state. */
    public Builder generation(@Nullable Long generation) {
      this.generation = generation;
      return this;
    }

    /** Sets {@code creationTimestamp}: when the object was created, in whole seconds. */
    public Builder creationTimestamp(@Nullable Instant creationTimestamp) {
      this.creationTimestamp = creationTimestamp;
      return this;
    }

    /**
     * Sets {@code deletionTimestamp}: when the object is going to be deleted; set once deletion
     * began.
     */
    public Builder deletionTimestamp(@Nullable Instant deletionTimestamp) {
      this.deletionTimestamp = deletionTimestamp;
      return this;
    }

    /** Sets {@code deletionGracePeriodSeconds}: seconds that a graceful deletion may take. */
    public Builder deletionGracePeriodSeconds(@Nullable Long deletionGracePeriodSeconds) {
      this.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
      return this;
    }

    /** Sets {@code labels}: labels, sorted by key. */
    public Builder labels(Map<String, String> labels) {
      this.labels = labels;
      return this;
    }

    /** Sets {@code annotations}: annotations, sorted by key. */
    public Builder annotations(Map<String, String> annotations) {
      this.annotations = annotations;
      return this;
    }

    /** Sets {@code ownerReferences}: objects that this one depends on. */
    public Builder ownerReferences(List<OwnerReference> ownerReferences) {
      this.ownerReferences = ownerReferences;
      return this;
    }

    /** Sets {@code finalizers}: what must happen before the object is removed. */
    public Builder finalizers(List<String> finalizers) {
      this.finalizers = finalizers;
      return this;
    }

    /** Returns the record. */
    public ObjectMeta build() {
      return new ObjectMeta(
          name,
          generateName,
          namespace,
          uid,
          resourceVersion,
          generation,
          creationTimestamp,
          deletionTimestamp,
          deletionGracePeriodSeconds,
          labels,
          annotations,
          ownerReferences,
          finalizers);
    }
  }
}
