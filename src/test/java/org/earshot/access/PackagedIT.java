package org.earshot.access;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;
import org.junit.jupiter.api.Tag;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class BearerTokenIT extends BearerTokenTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class CrossOriginCallsIT extends CrossOriginCallsTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class PersonalTokenIT extends PersonalTokenTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(PackagedService.class)
class TokenGateIT extends TokenGateTest {}

@QuarkusIntegrationTest
@Tag("packaged")
@WithTestResource(
        value = PackagedService.class,
        initArgs = {
            @ResourceArg(name = "earshot.rate-limit.feedback.per-day", value = "5"),
            @ResourceArg(name = "earshot.rate-limit.activity.per-day", value = "3")
        })
class RateLimitedCallsIT extends RateLimitedCallsTest {}
