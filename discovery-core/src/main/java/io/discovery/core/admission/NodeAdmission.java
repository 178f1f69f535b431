package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.Node;
import io.discovery.model.Syntax;

/** Nodes, of which metadata alone is checked (the start of ValidateNode). */
final class NodeAdmission implements Rules<Node> {
  private static final MetaRules META = new MetaRules(Syntax::dns1123Subdomain, false);

  @Override
  public Node prepared(@Nullable Node before, Node object) {
    return before == null ? object : object.withStatus(before.status());
  }

  @Override
  public void check(@Nullable Node before, Node object, Problems problems) {
    META.check(before, object, problems);
  }

  @Override
  public Node preparedStatus(Node before, Node after) {
    return after.withSpec(before.spec());
  }

  @Override
  public void checkStatus(Node before, Node after, Problems problems) {
    META.check(before, after, problems);
  }
}
