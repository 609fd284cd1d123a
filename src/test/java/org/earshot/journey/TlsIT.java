package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.http.ContentType;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.testing.Database;
import org.earshot.testing.Loopback;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Replica;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, a mail server and a gateway that speak TLS alone, with a certificate that no platform knows. */
@Tag("W82")
@Tag("W83")
class TlsIT {

    private static final String OUR_NAME = "ip:" + Loopback.ADDRESS;
    private static final String PUT_OFF = "select count(*) from outbox where attempts = 1 and due_at > first_due_at"
            + " and lease_until is null and channel ";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final ProviderServers providers = new ProviderServers();
    private Map<String, String> plain;
    private OwnPostgres postgres;
    private Database database;
    private ServerCertificate certificate;
    private TlsFront mail;
    private TlsFront gateway;

    @BeforeEach
    void start() {
        plain = providers.start();
        postgres = OwnPostgres.in(directory);
        database = new Database(postgres.dataSource());
    }

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        postgres.close();
        providers.stop();
    }

    @Test
    void messagesReachServersThatTheProgramIsToldToTrust() {
        Map<String, String> settings = settings(OUR_NAME);
        settings.putAll(trustStore());
        try (Replica replica = started(settings)) {
            ask(replica);
            assertEverythingArrives();
        }
    }

    @Test
    void emailsReachAServerThatATrustStoreOfTheirOwnVouchesFor() {
        Map<String, String> settings = settings(OUR_NAME);
        settings.remove("quarkus.mailer.tls");
        settings.put("quarkus.mailer.tls-configuration-name", "mail");
        settings.put(
                "quarkus.tls.mail.trust-store.p12.path", certificate.trusted().toString());
        settings.put("quarkus.tls.mail.trust-store.p12.password", ServerCertificate.PASSWORD);
        try (Replica replica = started(settings)) {
            ask(replica);
            database.await(1, "select count(*) from delivery_log where channel = 'EMAIL' and outcome = 'DELIVERED'");
            database.await(1, PUT_OFF + "= 'SMS'");
        }
        assertEquals(1, providers.mail().getReceivedMessages().length);
        assertEquals(List.of(), List.copyOf(providers.texts()));
        assertFalse(mail.isDistrusted());
        assertTrue(gateway.isDistrusted());
    }

    @Test
    void serversThatNobodyVouchesForGetNothingUntilTheyAreTrusted() {
        Map<String, String> settings = settings(OUR_NAME);
        try (Replica replica = started(settings)) {
            ask(replica);
            assertEverythingIsPutOff();
        }
        settings.putAll(trustStore());
        database.run("update outbox set due_at = first_due_at");
        try (Replica replica = started(settings)) {
            assertEverythingArrives();
            assertTrue(replica.isRunning());
        }
    }

    @Test
    void aTrustedCertificateOfAnotherServerOpensNothing() {
        Map<String, String> settings = settings("dns:other.example");
        settings.putAll(trustStore());
        try (Replica replica = started(settings)) {
            ask(replica);
            assertEverythingIsPutOff();
        }
    }

    private Map<String, String> settings(String name) {
        certificate = ServerCertificate.of(directory, name);
        mail = new TlsFront(vertx, certificate, providers.mail().getSmtp().getPort());
        gateway = new TlsFront(vertx, certificate, providers.gatewayPort());
        Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
        settings.putAll(plain);
        settings.put("quarkus.mailer.port", Integer.toString(mail.port()));
        settings.put("quarkus.mailer.tls", "true");
        settings.put(
                "earshot.delivery.sms.gateway.url", "https://" + Loopback.ADDRESS + ":" + gateway.port() + "/messages");
        return settings;
    }

    private Map<String, String> trustStore() {
        return Map.of(
                "javax.net.ssl.trustStore",
                certificate.trusted().toString(),
                "javax.net.ssl.trustStorePassword",
                ServerCertificate.PASSWORD);
    }

    private Replica started(Map<String, String> settings) {
        Replica replica = new Replica("replica", directory, settings);
        replica.start();
        replica.awaitReady();
        return replica;
    }

    private static void ask(Replica replica) {
        String token = given().contentType(ContentType.JSON)
                .body(Map.of("companies", List.of(1), "scope", "requests:write"))
                .post(replica.address() + "/sandbox/tokens")
                .path("token");
        Map.of("email", "jane.doe@example.com", "sms", "+447700900123")
                .forEach((type, destination) -> given().auth()
                        .oauth2(token)
                        .formParam("company", 1)
                        .formParam("type", type)
                        .formParam("name", "Jane Doe")
                        .formParam("destination", destination)
                        .formParam("platform", "auto")
                        .post(replica.address() + "/request")
                        .then()
                        .statusCode(200));
    }

    private void assertEverythingArrives() {
        database.await(2, "select count(*) from delivery_log where outcome = 'DELIVERED'");
        assertEquals(1, providers.mail().getReceivedMessages().length);
        assertEquals(1, ProviderServers.to(providers.texts(), "+447700900123").size());
        assertEquals(0, database.number("select count(*) from outbox where kind = 'invitation'"));
    }

    private void assertEverythingIsPutOff() {
        database.await(2, PUT_OFF + "in ('EMAIL', 'SMS')");
        assertTrue(mail.isDistrusted());
        assertTrue(gateway.isDistrusted());
        assertEquals(0, providers.mail().getReceivedMessages().length);
        assertEquals(List.of(), List.copyOf(providers.texts()));
        assertEquals(0, database.number("select count(*) from delivery_log"));
    }
}
