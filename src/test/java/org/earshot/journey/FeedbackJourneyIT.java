package org.earshot.journey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/** The same journey through the packaged service, as production runs it. */
@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class FeedbackJourneyIT extends FeedbackJourneyTest {}
