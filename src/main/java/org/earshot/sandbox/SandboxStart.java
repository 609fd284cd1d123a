package org.earshot.sandbox;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.earshot.access.IssueToken;
import org.earshot.access.NewToken;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Furnishes the sandbox when the service starts, and in dev mode tells a newcomer what to try. */
@Singleton
class SandboxStart {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SandboxConfig config;
    private final DemoCompanies companies;
    private final SandboxClock clock;
    private final IssueToken issueToken;
    private final Optional<String> publicUrl;

    SandboxStart(
            SandboxConfig config,
            DemoCompanies companies,
            SandboxClock clock,
            IssueToken issueToken,
            @ConfigProperty(name = "earshot.public-url") Optional<String> publicUrl) {
        this.config = config;
        this.companies = companies;
        this.clock = clock;
        this.issueToken = issueToken;
        this.publicUrl = publicUrl;
    }

    void furnish(@Observes StartupEvent start) {
        if (!config.enabled()) {
            return;
        }
        companies.seed().chain(clock::refresh).await().atMost(PATIENCE);
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            welcome();
        }
    }

    /** To the standard output and not through the logger, because a token never reaches a log. */
    private void welcome() {
        String token = issueToken.issue(NewToken.parse(
                "Demo",
                List.of("1", "2"),
                "requests:write requests:read reviews:read reviews:moderate company:admin",
                Duration.ofDays(1)));
        System.out.printf("""

                Earshot is listening.
                  API documentation  %1$s/q/swagger-ui
                  Sandbox mailbox    %1$s/sandbox/mailbox
                Ask somebody for feedback, then look into the mailbox:

                curl -s %1$s/request -H 'Authorization: Bearer %2$s' \\
                  -d company=1 -d type=email -d 'name=Jane Doe' -d destination=jane@example.com \\
                  -d platform=auto -d 'staffName=Dr Ada Brown'

                %n""", publicUrl.orElse(""), token);
    }
}
