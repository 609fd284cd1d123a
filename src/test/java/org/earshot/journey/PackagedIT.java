package org.earshot.journey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;
import org.junit.jupiter.api.Tag;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class HangUpIT extends HangUpTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class JavaClientIT extends JavaClientTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class QuietNightIT extends QuietNightTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class SettingsInForceIT extends SettingsInForceTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
@WithTestResource(ProviderServers.class)
class RealSendersIT extends RealSendersTest {}
