package org.earshot.activity;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class AlertedFeedbackIT extends AlertedFeedbackTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ChangedFeedbackIT extends ChangedFeedbackTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class CountedFeedbackIT extends CountedFeedbackTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ExportedFeedbackIT extends ExportedFeedbackTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class FeedbackByTemplateIT extends FeedbackByTemplateTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class FollowUpsIT extends FollowUpsTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ForgottenFeedbackIT extends ForgottenFeedbackTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ListedFeedbackIT extends ListedFeedbackTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class RecordedFeedbackIT extends RecordedFeedbackTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class StreamedExportIT extends StreamedExportTest {}
