package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.Namespace;
import io.discovery.model.Syntax;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Namespaces: each has its name as a label (SetDefaults_Namespace, ValidateNamespace). */
final class NamespaceAdmission implements Rules<Namespace> {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final MetaRules META = new MetaRules(Syntax::dns1123Label, false);
  private static final Namespace.Spec SPEC = new Namespace.Spec(List.of("kubernetes"));
  private static final Namespace.Status ACTIVE = new Namespace.Status("Active", List.of());

  @Override
  public Namespace prepared(@Nullable Namespace before, Namespace object) {
    Map<String, String> labels = new TreeMap<>(object.metadata().labels());
    String name = object.metadata().name();
    String prefix = object.metadata().generateName();
    // A drawn name is put into the label after the rules.
    boolean drawn = prefix != null && name.startsWith(prefix);
    if (!name.isEmpty() && !(drawn && !Syntax.dns1123Label(name).isEmpty())) {
      labels.put(NAME_LABEL, name);
    }
    return new Namespace(
        object.metadata().toBuilder().labels(labels).build(),
        before == null ? SPEC : before.spec(),
        before == null ? ACTIVE : before.status());
  }

  @Override
  public void check(@Nullable Namespace before, Namespace object, Problems problems) {
    META.check(before, object, problems);
  }

  @Override
  public Namespace preparedStatus(Namespace before, Namespace after) {
    return new Namespace(prepared(before, after).metadata(), before.spec(), after.status());
  }

  @Override
  public void checkStatus(Namespace before, Namespace after, Problems problems) {
    META.check(before, after, problems);
    String rule =
        after.metadata().terminating()
            ? "may only be 'Terminating' if `deletionTimestamp` is not empty"
            : "may only be 'Active' if `deletionTimestamp` is empty";
    String phase = after.status() == null ? null : after.status().phase();
    if (phase == null || !rule.startsWith("'" + phase + "'", 12)) {
      problems.invalid("status.Phase", phase == null ? "" : phase, rule);
    }
  }
}
