package org.earshot.journey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class HangUpIT extends HangUpTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class JavaClientIT extends JavaClientTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class QuietNightIT extends QuietNightTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class SettingsInForceIT extends SettingsInForceTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
@WithTestResource(ProviderServers.class)
class RealSendersIT extends RealSendersTest {}
