package io.discovery.core.admission;

import io.discovery.address.Cidr;
import java.util.List;

/** Where addresses and node ports come from. */
public record Ranges(List<Cidr> serviceCidrs, int firstNodePort, int lastNodePort) {}
