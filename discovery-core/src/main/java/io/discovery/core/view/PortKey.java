package io.discovery.core.view;

import io.discovery.model.AddressType;
import io.discovery.model.Protocol;

/**
 * A Service port in one family.
 *
 * @param family the family
 * @param name name of the port
 * @param protocol its protocol
 */
record PortKey(AddressType family, String name, Protocol protocol) {}
