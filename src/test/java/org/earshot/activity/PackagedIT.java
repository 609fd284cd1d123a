package org.earshot.activity;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;
import org.junit.jupiter.api.Tag;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class AlertedFeedbackIT extends AlertedFeedbackTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ChangedFeedbackIT extends ChangedFeedbackTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class CountedFeedbackIT extends CountedFeedbackTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ExportedFeedbackIT extends ExportedFeedbackTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class FeedbackByTemplateIT extends FeedbackByTemplateTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class FollowUpsIT extends FollowUpsTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ForgottenFeedbackIT extends ForgottenFeedbackTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ListedFeedbackIT extends ListedFeedbackTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class RecordedFeedbackIT extends RecordedFeedbackTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class StreamedExportIT extends StreamedExportTest {}
