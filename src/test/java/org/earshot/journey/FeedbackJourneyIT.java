package org.earshot.journey;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.http.ContentType;
import org.earshot.testing.PackagedService;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same journey through the packaged service, as production runs it. */
@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class FeedbackJourneyIT extends FeedbackJourneyTest {

    @Test
    @Tag("A16")
    void whereAnAddressIsStandsInADatabase() {
        Sandbox.as("activity:write", 1)
                .contentType(ContentType.JSON)
                .body("""
                        {"activity_type": "sales_visit", "rep": "rep-7", "template_id": "visit",
                         "overall_satisfaction": 8, "session_data": {"ip_address": "192.0.2.7"}}
                        """)
                .post("/v1/activity-feedback-v2")
                .then()
                .statusCode(201)
                .body("data.session_data.location.city", equalTo("Testtown"))
                .body("data.session_data.location.country", equalTo("Testland"));
    }
}
