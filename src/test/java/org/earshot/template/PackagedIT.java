package org.earshot.template;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class TemplateLifeIT extends TemplateLifeTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class TemplateListIT extends TemplateListTest {}
