package org.earshot.delivery.mail;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.delivery.Channel;
import org.earshot.delivery.ChosenSenders;
import org.earshot.delivery.DeliveryOutcome;
import org.earshot.delivery.MessageSender;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.ServerFailure;
import org.earshot.kernel.StartupRule;
import org.jspecify.annotations.Nullable;

/** Hands emails to a mail server. SMTP knows no idempotency key: what it takes twice, it sends twice. */
@Singleton
class SmtpSender implements MessageSender, StartupRule {

    static final String NAME = "smtp";

    private static final String TOO_LARGE = "message exceeds allowed size limit";
    private static final String NO_TLS = "STARTTLS required";
    private static final String NO_LOGIN = "login is required";

    /** A client, and how many messages it may be given at once. */
    private record Line(MailClient client, Turns turns) {}

    private final MailSettings settings;
    private final MailServer server;
    private final ChosenSenders chosen;
    private @Nullable Line line;

    SmtpSender(MailSettings settings, MailServer server, ChosenSenders chosen) {
        this.settings = settings;
        this.server = server;
        this.chosen = chosen;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean real() {
        return true;
    }

    @Override
    public Uni<DeliveryOutcome> send(OutgoingMessage message) {
        if (!(message instanceof OutgoingMessage.Email email) || !Letter.isAddress(email.destination())) {
            return Uni.createFrom().item(new DeliveryOutcome.Refused("the destination is no email address"));
        }
        MailMessage letter = new Letter(settings, email).message();
        Line open = line();
        return open.turns()
                .take(() -> handOver(open.client(), letter))
                .<DeliveryOutcome>map(taken -> new DeliveryOutcome.Delivered())
                .onFailure()
                .recoverWithItem(failure -> judge(failure, email));
    }

    private static Future<MailResult> handOver(MailClient client, MailMessage letter) {
        return client.sendMail(letter);
    }

    private synchronized Line line() {
        if (line == null) {
            line = new Line(server.client(), server.turns());
        }
        return line;
    }

    @PreDestroy
    synchronized void hangUp() {
        if (line != null) {
            line.client().close();
            line = null;
        }
    }

    private static DeliveryOutcome judge(Throwable failure, OutgoingMessage.Email email) {
        if (failure instanceof SMTPException refusal) {
            return SmtpReply.of(refusal)
                    .map(reply -> reply.outcome(email))
                    .orElseGet(
                            () -> new DeliveryOutcome.Deferred("the mail server answered something that is no SMTP"));
        }
        String said = Optional.ofNullable(failure.getMessage()).orElse("");
        if (said.startsWith(TOO_LARGE)) {
            return new DeliveryOutcome.Refused("the message is larger than the mail server takes");
        }
        if (said.startsWith(NO_TLS)) {
            return new DeliveryOutcome.Deferred("the mail server cannot be spoken to securely: it offers no STARTTLS");
        }
        if (said.startsWith(NO_LOGIN)) {
            return new DeliveryOutcome.Deferred("the mail server offers no way to log in that may be used");
        }
        return new DeliveryOutcome.Deferred(ServerFailure.describe("the mail server", failure));
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        List<Channel> channels = chosen.channelsOf(NAME);
        if (channels.contains(Channel.SMS)) {
            missing.add("earshot.delivery.sender.sms: " + NAME + " sends emails only");
        }
        if (channels.contains(Channel.EMAIL)) {
            if (settings.from().isEmpty()) {
                missing.add("earshot.delivery.mail.from is missing");
            }
            address("from", settings.from(), missing);
            address("reply-to", settings.replyTo(), missing);
            address("bounce-address", settings.bounceAddress(), missing);
            missing.addAll(server.missing());
        }
        return missing;
    }

    private static void address(String key, Optional<String> value, List<String> missing) {
        if (value.filter(address -> !Letter.isAddress(address)).isPresent()) {
            missing.add("earshot.delivery.mail." + key + " must be an address such as feedback@example.com");
        }
    }

    @Override
    public List<String> unsafe() {
        return chosen.channelsOf(NAME).contains(Channel.EMAIL) ? server.unsafe() : List.of();
    }
}
