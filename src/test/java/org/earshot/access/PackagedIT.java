package org.earshot.access;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.earshot.testing.PackagedService;

/* The tests of this package that also run against the packaged service. */

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class BearerTokenIT extends BearerTokenTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class CrossOriginCallsIT extends CrossOriginCallsTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class PersonalTokenIT extends PersonalTokenTest {}

@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class TokenGateIT extends TokenGateTest {}

@QuarkusIntegrationTest
@WithTestResource(
        value = PackagedService.class,
        initArgs = {
            @ResourceArg(name = "earshot.rate-limit.feedback.per-day", value = "5"),
            @ResourceArg(name = "earshot.rate-limit.activity.per-day", value = "3")
        })
class RateLimitedCallsIT extends RateLimitedCallsTest {}
