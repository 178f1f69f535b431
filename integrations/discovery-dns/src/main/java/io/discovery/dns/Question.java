package io.discovery.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * What a name server is asked.
 *
 * @param name an absolute name
 * @param type number of the record type
 */
record Question(Name name, int type) {
  Question of(Name other) {
    return new Question(other, type);
  }

  @Override
  public String toString() {
    return name.toString(true) + " " + Type.string(type);
  }
}
