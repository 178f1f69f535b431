package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the answers of one case with what was expected: equal trees, but that a placeholder
 * stands for any value that the cluster may have drawn, and for the same one throughout the case.
 */
final class Comparison {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "<(?:(ipv4|ipv6|nodePort|rv|continue|hash|uid):\\d+|uid:[^<>]+|uid|time|suffix|serial"
              + "|now-\\d+s)>");

  private final List<Cidr> serviceCidrs;
  private final int firstNodePort;
  private final int lastNodePort;
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Returns a comparison for one case of a cluster with these ranges. */
  Comparison(List<Cidr> serviceCidrs, int firstNodePort, int lastNodePort) {
    this.serviceCidrs = serviceCidrs;
    this.firstNodePort = firstNodePort;
    this.lastNodePort = lastNodePort;
  }

  /** Returns the first path that differs, with both sides; null if nothing does. */
  @Nullable String difference(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      return objects(path, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      return lists(path, expected, actual);
    }
    boolean text = expected.isTextual();
    boolean drawn = text && PLACEHOLDER.matcher(expected.asText()).matches();
    boolean comparable = text && (actual.isTextual() || (drawn && actual.isNumber()));
    boolean equal =
        comparable
            ? matches(expected.asText(), actual.asText())
            : expected.equals(actual) || numbersEqual(expected, actual);
    return equal ? null : path + ": expected " + expected + ", actual " + actual;
  }

  private @Nullable String objects(String path, JsonNode expected, JsonNode actual) {
    for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!actual.has(name)) {
        return path + "." + name + ": expected " + expected.get(name) + ", actual absent";
      }
      String difference = difference(path + "." + name, expected.get(name), actual.get(name));
      if (difference != null) {
        return difference;
      }
    }
    for (Iterator<String> names = actual.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!expected.has(name)) {
        return path + "." + name + ": expected absent, actual " + actual.get(name);
      }
    }
    return null;
  }

  private @Nullable String lists(String path, JsonNode expected, JsonNode actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      String difference = difference(path + "[" + i + "]", expected.get(i), actual.get(i));
      if (difference != null) {
        return difference;
      }
    }
    return expected.size() == actual.size()
        ? null
        : path + ": expected " + expected + ", actual " + actual;
  }

  private static boolean numbersEqual(JsonNode expected, JsonNode actual) {
    return expected.isNumber()
        && actual.isNumber()
        && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
  }

  /** Returns whether a text is what a text with placeholders stands for. */
  boolean matches(String expected, String actual) {
    List<String> names = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    Matcher found = PLACEHOLDER.matcher(expected);
    int end = 0;
    while (found.find()) {
      pattern.append(Pattern.quote(expected.substring(end, found.start())));
      pattern.append(form(found.group(), found.group(1)));
      names.add(found.group());
      end = found.end();
    }
    pattern.append(Pattern.quote(expected.substring(end)));
    Matcher match = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual);
    if (!match.matches()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!bind(names.get(i), match.group(i + 1))) {
        return false;
      }
    }
    return true;
  }

  private static String form(String placeholder, @Nullable String drawn) {
    if ("ipv4".equals(drawn)) {
      return "([0-9.]+)";
    } else if ("ipv6".equals(drawn)) {
      return "([0-9a-f:]+)";
    } else if ("nodePort".equals(drawn)) {
      return "([0-9]+)";
    }
    return placeholder.equals("<suffix>") ? "([bcdfghjklmnpqrstvwxz2456789]{5})" : "(.+?)";
  }

  private boolean bind(String placeholder, String value) {
    if (placeholder.indexOf(':') < 0 || placeholder.startsWith("<now")) {
      return true;
    }
    String bound = values.get(placeholder);
    if (bound != null) {
      return bound.equals(value);
    }
    values.put(placeholder, value);
    return inRange(placeholder, value);
  }

  private boolean inRange(String placeholder, String value) {
    if (placeholder.startsWith("<nodePort")) {
      int port = Integer.parseInt(value);
      return port >= firstNodePort && port <= lastNodePort;
    } else if (placeholder.startsWith("<ip")) {
      Ip ip = Ip.parse(value);
      return serviceCidrs.stream().anyMatch(cidr -> cidr.contains(ip));
    }
    return true;
  }
}
