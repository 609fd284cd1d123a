package org.earshot.delivery.inbound;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;
import org.junit.jupiter.api.Tag;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class DeliveryEventsIT extends DeliveryEventsTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class InboundSmsIT extends InboundSmsTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class WebhooksOnlyEndIT extends WebhooksOnlyEndTest {}
