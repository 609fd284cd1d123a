package org.earshot.feedbackrequest;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class BulkRequestsIT extends BulkRequestsTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class CreateFeedbackRequestIT extends CreateFeedbackRequestTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class DryRunIT extends DryRunTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class FeedbackRequestLifeIT extends FeedbackRequestLifeTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class FeedbackRequestListIT extends FeedbackRequestListTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class IdempotencyKeyIT extends IdempotencyKeyTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class OptOutIT extends OptOutTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class OptOutRaceIT extends OptOutRaceTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class RedactionIT extends RedactionTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ReminderIT extends ReminderTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ReplayIT extends ReplayTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class RetentionIT extends RetentionTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class SimultaneousRequestsIT extends SimultaneousRequestsTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class SuppressionListIT extends SuppressionListTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ThresholdIT extends ThresholdTest {}
