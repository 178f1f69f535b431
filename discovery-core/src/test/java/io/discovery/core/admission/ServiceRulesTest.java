package io.discovery.core.admission;

import static io.discovery.core.admission.Requests.causes;
import static io.discovery.core.admission.Requests.service;
import static io.discovery.core.admission.Requests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.discovery.model.IntOrString;
import io.discovery.model.IpFamily;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.IpFamilyPolicy;
import io.discovery.model.ServiceSpec.SessionAffinity;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceRulesTest {
  private static final String NO_LABEL =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String BALANCED_ONLY =
      "Forbidden: may only be used when `type` is 'LoadBalancer'";

  @ParameterizedTest
  @MethodSource({"ports", "addresses", "traffic"})
  void refuses(ServiceSpec.Builder spec, List<String> expected) {
    assertThat(causes(() -> create(service(spec)))).isEqualTo(expected);
  }

  static Stream<Arguments> ports() {
    return Stream.of(
        row(spec().ports(List.of()), "spec.ports: Required value"),
        row(
            port(0),
            "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
            "spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive"),
        row(
            spec().ports(List.of(named("a", 80), Service.Port.of(81))),
            "spec.ports[1].name: Required value"),
        row(
            spec().ports(List.of(named("A", 80), named("A", 80))),
            "spec.ports[0].name: Invalid value: \"A\": " + NO_LABEL,
            "spec.ports[1].name: Invalid value: \"A\": " + NO_LABEL,
            "spec.ports[1].name: Duplicate value: \"A\"",
            "spec.ports[1]: Duplicate value: {\"Name\":\"\",\"Protocol\":\"TCP\","
                + "\"AppProtocol\":null,\"Port\":80,\"TargetPort\":0,\"NodePort\":0}"),
        row(
            spec().ports(List.of(named(null, 80).toBuilder().nodePort(30010).build())),
            "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
        row(
            spec()
                .ports(List.of(named(null, 80).toBuilder().protocol(new Protocol("tcp")).build())),
            "spec.ports[0].protocol: Unsupported value: \"tcp\": supported values: \"SCTP\","
                + " \"TCP\", \"UDP\""),
        row(
            spec()
                .ports(
                    List.of(named("a", 80).toBuilder().targetPort(IntOrString.of("80")).build())),
            "spec.ports[0].targetPort: Invalid value: \"80\": must contain at least one letter (a-z)"),
        row(
            port(10250).type(ServiceSpec.Type.LOAD_BALANCER),
            "spec.ports[0]: Invalid value: 10250: may not expose port 10250 externally since it is"
                + " used by kubelet"));
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        row(
            spec().clusterIP("10.99.0.1").clusterIPs(List.of("10.99.0.2")),
            "spec.clusterIPs: Invalid value: [\"10.99.0.2\"]: first value must match `clusterIP`"),
        row(
            spec().clusterIPs(List.of("10.99.0.2")),
            "spec.clusterIPs: Invalid value: [\"10.99.0.2\"]: must be empty when `clusterIP` is not"
                + " specified"),
        row(
            spec().clusterIP("010.99.0.2"),
            "spec.clusterIPs[0]: Invalid value: \"010.99.0.2\": must not have leading 0s"),
        row(
            spec().clusterIP("192.0.2.1"),
            "spec.clusterIPs: Invalid value: [\"192.0.2.1\"]: failed to allocate IP 192.0.2.1: the"
                + " provided network does not match the current range"),
        row(
            spec().clusterIP("10.99.0.2").ipFamilies(List.of(IpFamily.IPV6)),
            "spec.clusterIPs[0]: Invalid value: \"10.99.0.2\": expected an IPv6 value as indicated"
                + " by `ipFamilies[0]`"),
        row(
            spec().ipFamilies(List.of(IpFamily.IPV4, IpFamily.IPV4)),
            "spec.ipFamilies[1]: Duplicate value: \"IPv4\""),
        row(
            spec().ipFamilies(List.of(IpFamily.IPV4, IpFamily.IPV6)),
            "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or"
                + " 'PreferDualStack' when multiple IP families are specified"),
        row(
            spec().ipFamilyPolicy(new IpFamilyPolicy("Dual")),
            "spec.ipFamilyPolicy: Unsupported value: \"Dual\": supported values:"
                + " \"PreferDualStack\", \"RequireDualStack\", \"SingleStack\""),
        row(
            spec().clusterIP("None").type(ServiceSpec.Type.NODE_PORT),
            "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort"
                + " services"),
        row(
            spec().externalIPs(List.of("127.0.0.1", "x")),
            "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range"
                + " (127.0.0.0/8, ::1/128)",
            "spec.externalIPs[1]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7"
                + " or 2001:db8::ffff)"),
        row(
            spec().type(ServiceSpec.Type.EXTERNAL_NAME).ipFamilies(List.of(IpFamily.IPV4)),
            "spec.ipFamilies: Forbidden: may not be set for ExternalName services",
            "spec.externalName: Required value"));
  }

  static Stream<Arguments> traffic() {
    return Stream.of(
        row(
            spec().sessionAffinity(new SessionAffinity("Cookie")),
            "spec.sessionAffinity: Unsupported value: \"Cookie\": supported values: \"ClientIP\","
                + " \"None\""),
        row(
            affinity(86401),
            "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be"
                + " greater than 0 and less than 86400"),
        row(
            spec().type(new ServiceSpec.Type("Virtual")),
            "spec.type: Unsupported value: \"Virtual\": supported values: \"ClusterIP\","
                + " \"ExternalName\", \"LoadBalancer\", \"NodePort\""),
        row(
            spec().externalTrafficPolicy(TrafficPolicy.LOCAL).healthCheckNodePort(30020),
            "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for"
                + " externally-accessible services",
            "spec.healthCheckNodePort: Invalid value: 30020: may only be set when `type` is"
                + " 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"),
        row(
            spec().internalTrafficPolicy(new TrafficPolicy("Near")),
            "spec.internalTrafficPolicy: Unsupported value: \"Near\": supported values:"
                + " \"Cluster\", \"Local\""),
        row(
            spec().trafficDistribution("Near"),
            "spec.trafficDistribution: Unsupported value: \"Near\": supported values:"
                + " \"PreferClose\", \"PreferSameZone\", \"PreferSameNode\""),
        row(
            spec()
                .loadBalancerSourceRanges(List.of("10.0.0.1/8"))
                .allocateLoadBalancerNodePorts(true)
                .loadBalancerClass("x/y"),
            "spec.LoadBalancerSourceRanges: " + BALANCED_ONLY,
            "spec.LoadBalancerSourceRanges[0]: Invalid value: \"10.0.0.1/8\": must not have bits"
                + " set beyond the prefix length",
            "spec.allocateLoadBalancerNodePorts: " + BALANCED_ONLY,
            "spec.loadBalancerClass: " + BALANCED_ONLY));
  }

  @Test
  void longestAffinityIsADay() {
    assertThat(create(service(affinity(86400))).object().spec().sessionAffinityConfig())
        .isNotNull();
  }

  @Test
  void metadataComesFirst() {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name("Cart")
            .labels(Map.of("a b", "v"))
            .finalizers(List.of("keep"))
            .build();
    assertThat(causes(() -> create(service(spec().ports(List.of())).withMetadata(metadata))))
        .hasSize(4)
        .first()
        .isEqualTo("metadata.name: Invalid value: \"Cart\": " + NO_LABEL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Required value",
        "a%b | Invalid value: \"a%b\": may not contain '%'",
        ".. | Invalid value: \"..\": may not be '..'"
      })
  void serviceThatAnAddressCannotNameFailsAtItsAddress(String name, String why) {
    Service service = service(spec()).withMetadata(ObjectMeta.of("shop", name));
    assertThat(causes(() -> create(service)).get(0))
        .startsWith(
            "spec.clusterIPs: Invalid value: [\"\"]: failed to allocate IP:"
                + " IPAddress.networking.k8s.io \"10.99.0.")
        .endsWith("\" is invalid: spec.parentRef.name: " + why);
  }

  @Test
  void clusterOfOneFamilyHasNoDualStack() {
    Admission single = new Admission(Requests.ranges("10.99.0.0/24"), Randomness.seeded(1));
    ServiceSpec.Builder dual = spec().ipFamilyPolicy(IpFamilyPolicy.REQUIRE_DUAL_STACK);
    assertThat(causes(() -> single.create(service(dual), false)))
        .containsExactly(
            "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not"
                + " configured for dual-stack services");
  }

  private static Admission.Admitted<Service> create(Service service) {
    return new Admission(Requests.RANGES, Randomness.seeded(1)).create(service, false);
  }

  private static Arguments row(ServiceSpec.Builder spec, String... causes) {
    return arguments(spec, List.of(causes));
  }

  private static ServiceSpec.Builder affinity(int seconds) {
    return spec()
        .sessionAffinity(SessionAffinity.CLIENT_IP)
        .sessionAffinityConfig(
            new ServiceSpec.SessionAffinityConfig(new ServiceSpec.ClientIP(seconds)));
  }

  private static ServiceSpec.Builder port(int number) {
    return spec().ports(List.of(Service.Port.of(number)));
  }

  private static Service.Port named(@Nullable String name, int number) {
    return Service.Port.builder().name(name).port(number).build();
  }
}
