package io.discovery.manifest;

import java.util.List;

/**
 * How manifests are read.
 *
 * @param kinds what is known
 * @param namespace namespace of what names none
 * @param limits how much is accepted
 */
record ManifestReader(Kinds kinds, String namespace, Limits limits) {

  /**
   * Reads one state, whole or not at all.
   *
   * @throws ManifestException with all that is wrong, if anything is
   */
  Manifest read(Origin origin) {
    return read(origin, origin.load(limits));
  }

  Manifest read(Origin origin, List<Content> contents) {
    Findings findings = new Findings();
    ObjectReader objects = new ObjectReader(kinds, namespace, findings);
    for (Content content : contents) {
      try {
        content.read(objects, limits, findings);
      } catch (ManifestException e) {
        findings.wrong(e);
      }
    }
    findings.throwIfWrong();
    if (!contents.isEmpty() && !objects.sawDocument()) {
      throw Findings.unreadable(
          origin.name(), "nothing in it (expected: an object, or a List without items)", null);
    }
    return new Manifest(objects.objects(), findings.ignored());
  }
}
