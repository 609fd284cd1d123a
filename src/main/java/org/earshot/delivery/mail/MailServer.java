package org.earshot.delivery.mail;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.earshot.kernel.Loopback;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The mail server, as {@code quarkus.mailer.*} tells it. The client is not the extension's own: that one waits for a
 * frozen server for ever, until none of its connections is left.
 */
@Singleton
class MailServer {

    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final TlsConfigurationRegistry tls;
    private final SmallRyeConfig config;
    private final Duration timeout;

    MailServer(
            Vertx vertx,
            TlsConfigurationRegistry tls,
            Config config,
            @ConfigProperty(name = "earshot.delivery.send-timeout", defaultValue = "10s") Duration timeout) {
        this.vertx = vertx;
        this.tls = tls;
        this.config = config.unwrap(SmallRyeConfig.class);
        this.timeout = timeout;
    }

    /** As many turns as it takes messages at once. */
    Turns turns() {
        return new Turns(vertx, settings().maxPoolSize(), timeout.multipliedBy(2));
    }

    /** A client, which keeps connections open between messages. */
    MailClient client() {
        return MailClient.create(vertx, clientConfig());
    }

    private MailerRuntimeConfig settings() {
        return Objects.requireNonNull(
                config.getConfigMapping(MailersRuntimeConfig.class).mailers().get(Mailers.DEFAULT_MAILER_NAME));
    }

    private MailConfig clientConfig() {
        MailerRuntimeConfig settings = settings();
        MailConfig client = new MailConfig()
                .setHostname(settings.host())
                .setStarttls(startTls(settings))
                .setLogin(LoginOption.valueOf(settings.login().toUpperCase(Locale.ROOT)))
                .setDisableEsmtp(settings.disableEsmtp())
                .setPipelining(settings.pipelining())
                .setMaxPoolSize(settings.maxPoolSize())
                .setKeepAlive(settings.keepAlive());
        settings.port().ifPresent(client::setPort);
        settings.username().ifPresent(client::setUsername);
        settings.password().ifPresent(client::setPassword);
        settings.authMethods().ifPresent(client::setAuthMethods);
        settings.ownHostName().ifPresent(client::setOwnHostname);
        settings.maxMailsPerConnection().ifPresent(client::setMaxMailsPerConnection);
        limitTime(client, settings);
        secure(client, settings);
        return client;
    }

    /** A connection on which nothing happens is closed; before that, one that nobody needs takes its leave. */
    private void limitTime(MailConfig client, MailerRuntimeConfig settings) {
        Duration unused = timeout.dividedBy(2);
        Duration keepAlive = settings.keepAliveTimeout().compareTo(unused) < 0 ? settings.keepAliveTimeout() : unused;
        client.setIdleTimeout((int) timeout.toMillis());
        client.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        client.setSslHandshakeTimeout(timeout.toMillis());
        client.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        client.setConnectTimeout((int) Math.min(PATIENCE_TO_CONNECT.toMillis(), timeout.toMillis()));
        client.setKeepAliveTimeout((int) Math.max(1, keepAlive.toMillis()));
        client.setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
        client.setPoolCleanerPeriod((int) settings.poolCleanerPeriod().toMillis());
        client.setPoolCleanerPeriodUnit(TimeUnit.MILLISECONDS);
    }

    private void secure(MailConfig client, MailerRuntimeConfig settings) {
        client.setSsl(settings.tls().orElse(settings.tlsConfigurationName().isPresent()));
        settings.tlsConfigurationName().ifPresent(name -> {
            TlsConfiguration found = tls.get(name).orElseThrow();
            client.setTrustAll(found.isTrustAll());
            if (found.getTrustStoreOptions() != null) {
                client.setTrustOptions(found.getTrustStoreOptions());
            }
            if (found.getKeyStoreOptions() != null) {
                client.setKeyCertOptions(found.getKeyStoreOptions());
            }
            found.getHostnameVerificationAlgorithm().ifPresent(client::setHostnameVerificationAlgorithm);
        });
    }

    private static StartTLSOptions startTls(MailerRuntimeConfig settings) {
        return StartTLSOptions.valueOf(settings.startTLS().toUpperCase(Locale.ROOT));
    }

    /** What is not said of the server, or what is said in vain. */
    List<String> missing() {
        MailerRuntimeConfig settings = settings();
        List<String> missing = new ArrayList<>();
        if (config.getConfigValue("quarkus.mailer.host").getConfigSourceOrdinal() == Integer.MIN_VALUE) {
            missing.add("quarkus.mailer.host is missing");
        }
        if (settings.username().isPresent() && settings.password().isEmpty()) {
            missing.add("quarkus.mailer.password is missing");
        }
        if (settings.maxPoolSize() < 1) {
            missing.add("quarkus.mailer.max-pool-size must be at least 1");
        }
        if (settings.tlsConfigurationName()
                .filter(name -> tls.get(name).isEmpty())
                .isPresent()) {
            missing.add("quarkus.mailer.tls-configuration-name names no quarkus.tls configuration");
        }
        if (settings.mock().orElse(false)
                || settings.approvedRecipients().isPresent()
                || settings.dkim().enabled()) {
            missing.add("quarkus.mailer.mock, approved-recipients and dkim are not heeded and must not be set");
        }
        return missing;
    }

    /** What lets others read what they should not. */
    List<String> unsafe() {
        MailerRuntimeConfig settings = settings();
        boolean secured = settings.tls().orElse(settings.tlsConfigurationName().isPresent())
                || startTls(settings) == StartTLSOptions.REQUIRED;
        List<String> unsafe = new ArrayList<>();
        if (settings.username().isPresent() && !secured && !Loopback.is(settings.host())) {
            unsafe.add(
                    "quarkus.mailer.start-tls must be REQUIRED, or quarkus.mailer.tls true, or the password may leave"
                            + " this machine without TLS");
        }
        if (settings.tlsConfigurationName()
                        .flatMap(tls::get)
                        .filter(TlsConfiguration::isTrustAll)
                        .isPresent()
                && !Loopback.is(settings.host())) {
            unsafe.add("quarkus.mailer.tls-configuration-name names a configuration that trusts every mail server");
        }
        return unsafe;
    }
}
