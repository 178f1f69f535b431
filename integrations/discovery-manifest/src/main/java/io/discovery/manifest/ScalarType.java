package io.discovery.manifest;

/** What a single value was written as. */
enum ScalarType {
  TEXT,
  INTEGER,
  FLOAT,
  BOOLEAN,
  NULL,

  /** The key {@code <<}; as a value it is a text. */
  MERGE
}
