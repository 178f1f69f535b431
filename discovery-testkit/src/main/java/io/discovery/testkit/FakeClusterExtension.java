package io.discovery.testkit;

import org.junit.jupiter.api.extension.Extension;

/** The extension behind {@link FakeCluster}. */
final class FakeClusterExtension implements Extension {}
