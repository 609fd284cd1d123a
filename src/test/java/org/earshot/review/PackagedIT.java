package org.earshot.review;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;
import org.junit.jupiter.api.Tag;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class CompanyReviewsIT extends CompanyReviewsTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class EscalationIT extends EscalationTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ImportReviewsIT extends ImportReviewsTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ModerationIT extends ModerationTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class PageLanguageIT extends PageLanguageTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ReadReviewIT extends ReadReviewTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ReplyIT extends ReplyTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ReviewHistoryIT extends ReviewHistoryTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ReviewPageIT extends ReviewPageTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ScreenedReviewIT extends ScreenedReviewTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class ShownQuestionsIT extends ShownQuestionsTest {}
