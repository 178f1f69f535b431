package io.discovery.testkit.property;

import io.discovery.model.ResourceKind;
import io.discovery.time.Randomness;
import java.util.List;

/** Texts and numbers at the borders of rules, and sound objects. */
final class Words {
  static final List<ResourceKind> KINDS =
      List.of(
          ResourceKind.SERVICE,
          ResourceKind.ENDPOINT_SLICE,
          ResourceKind.ENDPOINTS,
          ResourceKind.POD,
          ResourceKind.NAMESPACE,
          ResourceKind.NODE,
          ResourceKind.SERVICE_CIDR,
          ResourceKind.IP_ADDRESS);

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "a-",
          "-a",
          "A",
          "a.b",
          "a..b",
          "a_b",
          "a/b",
          "0",
          "80",
          "-1",
          "9".repeat(30),
          "x".repeat(15),
          "x".repeat(16),
          "x".repeat(63),
          "x".repeat(64),
          "x".repeat(253),
          "x".repeat(254),
          "x".repeat(3_000),
          "\u0000",
          "\ud83d\ude00",
          "\ud800",
          "a\nb",
          "\"'\\",
          "http",
          "web",
          "None",
          "none",
          "shop",
          "cart",
          "node-1",
          "zone-a",
          "True",
          "False",
          "ClusterIP",
          "NodePort",
          "LoadBalancer",
          "ExternalName",
          "TCP",
          "UDP",
          "IPv4",
          "IPv6",
          "FQDN",
          "SingleStack",
          "Always",
          "Local",
          "VIP",
          "Proxy",
          "NoSchedule",
          "NoExecute",
          "PreferClose",
          "PreferSameZone",
          "example.com",
          "kubernetes",
          "services",
          "v1",
          "Pod",
          "kubernetes.io/h2c",
          "example.com/a/b",
          "kubernetes.io/x");

  private static final List<String> ADDRESSES =
      List.of(
          "10.0.0.1",
          "10.0.0.5",
          "10.0.0.15",
          "10.0.0.16",
          "127.0.0.1",
          "0.0.0.0",
          "169.254.1.1",
          "224.0.0.1",
          "255.255.255.255",
          "10.1.2.3",
          "010.1.2.3",
          "1.2.3",
          "1.2.3.4.5",
          "256.1.1.1",
          "fd00::5",
          "fd00::1",
          "FD00::5",
          "fd00:0::5",
          "fd00::f",
          "::",
          "::1",
          "fe80::1",
          "fe80::1%e",
          "ff02::1",
          "::ffff:10.0.0.5",
          "1:2:3:4:5:6:7:8:9",
          "10.0.0.0/28",
          "10.9.0.0/24",
          "10.9.0.1/24",
          "fd00::/124",
          "fd09::/112",
          "fd09::/64",
          "0.0.0.0/0",
          "10.0.0.0/33",
          " 10.0.0.5");

  private static final List<String> KEYS =
      List.of(
          "app",
          "",
          "/",
          "a/b",
          "a/b/c",
          "A.b/c",
          "x".repeat(64),
          "x".repeat(254) + "/a",
          "-",
          "kubernetes.io/service-name",
          "endpointslice.kubernetes.io/managed-by",
          "service.kubernetes.io/headless",
          "topology.kubernetes.io/zone",
          "\u0000",
          "service.kubernetes.io/topology-mode",
          "endpoints.kubernetes.io/over-capacity",
          "endpointslice.kubernetes.io/skip-mirror",
          "node.kubernetes.io/exclude-from");

  private static final List<Integer> NUMBERS =
      List.of(
          0,
          1,
          -1,
          2,
          80,
          443,
          8080,
          29_999,
          30_000,
          30_004,
          30_009,
          30_010,
          65_535,
          65_536,
          86_400,
          86_401,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE);

  private final Randomness chance;

  Words(Randomness chance) {
    this.chance = chance;
  }

  private static <T> T one(List<T> of, Randomness chance) {
    return of.get(chance.nextInt(of.size()));
  }

  String text(String component) {
    boolean address = component.matches("(?i).*(ip|addresses|cidr|range).*");
    int kind = chance.nextInt(10);
    if (kind == 0) {
      StringBuilder text = new StringBuilder();
      for (int i = chance.nextInt(12); i > 0; i--) {
        text.append((char) (kind + chance.nextInt(i % 3 == 0 ? 0x10000 : 0x7f)));
      }
      return text.toString();
    }
    if (component.equals("namespace") && kind < 8) {
      return "shop";
    }
    return one(address == kind < 9 ? ADDRESSES : TEXTS, chance);
  }

  int number() {
    return chance.nextInt(8) == 0 ? (int) chance.nextLong() : one(NUMBERS, chance);
  }

  String key() {
    return one(KEYS, chance);
  }

  static String nameOf(ResourceKind kind, Randomness chance) {
    return kind.equals(ResourceKind.IP_ADDRESS)
        ? one(List.of("10.0.0.3", "10.0.0.4", "fd00::3", "10.7.0.1"), chance)
        : one(List.of("cart", "till", "desk"), chance);
  }

  /** Returns the JSON of an object that a plane would take, if its addresses are free. */
  static String sound(ResourceKind kind, String name, Randomness chance) {
    String body = one(bodies(kind), chance);
    String namespace = kind.namespaced() ? ",'namespace':'shop'" : "";
    String json = "{'metadata':{'name':'" + name + "'" + namespace + "}" + body + "}";
    return json.replace('\'', '"');
  }

  private static List<String> bodies(ResourceKind kind) {
    return switch (kind.name()) {
      case "Service" -> SERVICES;
      case "EndpointSlice" ->
          List.of(
              ",'addressType':'IPv4','endpoints':[{'addresses':['10.1.0.1'],'conditions':{'ready':true},"
                  + "'nodeName':'node-1','zone':'zone-a','hints':{'forZones':[{'name':'zone-a'}]}}],"
                  + "'ports':[{'name':'http','port':80,'protocol':'TCP'}]",
              ",'addressType':'IPv6','endpoints':[{'addresses':['fd01::1','fd01::2']}],'ports':[]",
              ",'addressType':'FQDN','endpoints':[{'addresses':['example.com']}],'ports':[{'port':1}]");
      case "Endpoints" ->
          List.of(
              "",
              ",'subsets':[{'addresses':[{'ip':'10.1.0.1'},{'ip':'10.1.0.2','nodeName':'node-1'}],"
                  + "'notReadyAddresses':[{'ip':'10.1.0.3'}],'ports':[{'name':'http','port':80}]},"
                  + "{'addresses':[{'ip':'fd01::1','hostname':'a'}],'ports':[{'port':81}]}]");
      case "Pod" ->
          List.of(
              ",'spec':{'containers':[{'name':'web','image':'web:1','ports':"
                  + "[{'name':'http','containerPort':8080}]}]}",
              ",'spec':{'nodeName':'node-1','hostname':'a','subdomain':'cart','containers':[{'name':'web','image':'x',"
                  + "'env':[{'name':'A','value':'b'}],'readinessProbe':{'periodSeconds':3}}],"
                  + "'readinessGates':[{'conditionType':'a/b'}]},'status':{'phase':'Running',"
                  + "'podIP':'10.1.0.1','podIPs':[{'ip':'10.1.0.1'},{'ip':'fd01::1'}],"
                  + "'conditions':[{'type':'Ready','status':'True'}]}");
      case "Node" ->
          List.of(
              ",'spec':{'podCIDR':'10.2.0.0/24','podCIDRs':['10.2.0.0/24'],"
                  + "'taints':[{'key':'a','value':'b','effect':'NoSchedule'}]},"
                  + "'status':{'addresses':[{'type':'InternalIP','address':'10.3.0.1'}],"
                  + "'capacity':{'cpu':'4'},'conditions':[{'type':'Ready','status':'True'}]}");
      case "ServiceCIDR" ->
          List.of(
              ",'spec':{'cidrs':['10.7.0.0/28']}",
              ",'spec':{'cidrs':['10.8.0.0/28','fd08::/112']}");
      case "IPAddress" ->
          List.of(
              ",'spec':{'parentRef':{'group':'','resource':'services','namespace':'shop','name':'cart'}}");
      default -> List.of("");
    };
  }

  private static final List<String> SERVICES =
      List.of(
          ",'spec':{'selector':{'app':'cart'},'ports':[{'port':80}]}",
          ",'spec':{'type':'NodePort','ports':[{'name':'http','port':80,'nodePort':30004},{'name':'b','port':81}]}",
          ",'spec':{'clusterIP':'None','ports':[{'port':80,'targetPort':'http'}]}",
          ",'spec':{'ipFamilyPolicy':'PreferDualStack','clusterIP':'10.0.0.5','ports':[{'port':80}]}",
          ",'spec':{'ipFamilyPolicy':'RequireDualStack','ipFamilies':['IPv6','IPv4'],'ports':[{'port':80}]}",
          ",'spec':{'type':'ExternalName','externalName':'example.com'}",
          ",'spec':{'type':'LoadBalancer','externalTrafficPolicy':'Local','ports':[{'port':80}],"
              + "'sessionAffinity':'ClientIP','loadBalancerSourceRanges':['10.0.0.0/8']},"
              + "'status':{'loadBalancer':{'ingress':[{'ip':'10.4.0.1','ipMode':'VIP'}]}}");
}
