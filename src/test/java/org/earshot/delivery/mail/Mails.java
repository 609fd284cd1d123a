package org.earshot.delivery.mail;

import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OutgoingMessage;

/** Emails and their sender, as tests make them. */
final class Mails {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration NO_PATIENCE = Duration.ofMillis(500);

    /** Trusts everybody under the name {@code any}. */
    private static final TlsConfigurationRegistry TLS = new TlsConfigurationRegistry() {
        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.of(name).filter("any"::equals).map(any -> new BaseTlsConfiguration() {
                @Override
                public boolean isTrustAll() {
                    return true;
                }
            });
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    };

    private Mails() {}

    static OutgoingMessage.Email email() {
        return email(42, "jane.doe@example.com", "Hillside Clinic", "How was your visit?", "Hello Jane,\n\nbye.\n");
    }

    static OutgoingMessage.Email email(long id, String destination, String fromName, String subject, String text) {
        String link = "https://e.example/r/1";
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", "Sat, 21 Nov 2026 09:30:00 GMT");
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("List-Unsubscribe", "<https://e.example/u/1-" + "x".repeat(32) + ">");
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        headers.put("Message-ID", "<request-7-" + id + "@e.example>");
        headers.put("In-Reply-To", "<request-7-1@e.example>");
        return new OutgoingMessage.Email(
                new MessageKey(new CompanyId(7), id, "test", 3),
                fromName,
                destination,
                subject,
                text,
                "<!DOCTYPE html>\n<p style=\"margin: 0\">Grüße 😀 = gut</p>\n",
                headers,
                link,
                link);
    }

    static SmtpSender sender(Vertx vertx, ChosenSenders chosen, Map<String, String> settings, Duration patience) {
        SmallRyeConfig config = config(settings);
        return new SmtpSender(
                config.getConfigMapping(MailSettings.class), new MailServer(vertx, TLS, config, patience), chosen);
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.own-host-name", "e.example",
                "earshot.delivery.mail.from", "feedback@e.example"));
        all.putAll(settings);
        all.values().removeIf(String::isEmpty);
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MailSettings.class)
                .withMapping(MailersRuntimeConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 500))
                .build();
    }
}
