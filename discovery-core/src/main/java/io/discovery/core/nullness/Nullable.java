package io.discovery.core.nullness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * May be null: read by the checker of this module's source and kept out of class files, where it
 * would take 2 % of the jar. What other modules call is annotated with JSpecify's.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE_USE)
public @interface Nullable {}
