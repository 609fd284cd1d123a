package org.earshot;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class AnswersIT extends AnswersTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class OpenApiDocumentIT extends OpenApiDocumentTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class SignalsIT extends SignalsTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class TenancyIT extends TenancyTest {}
