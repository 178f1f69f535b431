package io.discovery.testkit.workload;

import io.discovery.model.ObjectMeta;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A short name for a template: the label by which ReplicaSets of one Deployment differ. */
final class TemplateHash {
  static final String LABEL = "pod-template-hash";

  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int LENGTH = 10;

  private TemplateHash() {}

  /** Follows from the template alone (FNV-1a), the same in every JVM. */
  static String of(PodTemplate template) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : plain(template).toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    StringBuilder text = new StringBuilder(LENGTH);
    while (text.length() < LENGTH) {
      text.append(LETTERS.charAt((int) Long.remainderUnsigned(hash, LETTERS.length())));
      hash = Long.divideUnsigned(hash, LETTERS.length());
    }
    return text.toString();
  }

  /** Returns a template without the label. */
  static PodTemplate plain(PodTemplate template) {
    if (!template.metadata().labels().containsKey(LABEL)) {
      return template;
    }
    Map<String, String> labels = new TreeMap<>(template.metadata().labels());
    labels.remove(LABEL);
    return withLabels(template, labels);
  }

  /** Returns a template with the label. */
  static PodTemplate labelled(PodTemplate template, String hash) {
    return withLabels(template, Labels.with(template.metadata().labels(), LABEL, hash));
  }

  private static PodTemplate withLabels(PodTemplate template, Map<String, String> labels) {
    ObjectMeta metadata = template.metadata().toBuilder().labels(labels).build();
    return new PodTemplate(metadata, template.spec());
  }
}
