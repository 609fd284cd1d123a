package org.earshot.review;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class CompanyReviewsIT extends CompanyReviewsTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class EscalationIT extends EscalationTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ImportReviewsIT extends ImportReviewsTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ModerationIT extends ModerationTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class PageLanguageIT extends PageLanguageTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ReadReviewIT extends ReadReviewTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ReplyIT extends ReplyTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ReviewHistoryIT extends ReviewHistoryTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ReviewPageIT extends ReviewPageTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ScreenedReviewIT extends ScreenedReviewTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ShownQuestionsIT extends ShownQuestionsTest {}
