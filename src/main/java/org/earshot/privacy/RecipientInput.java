package org.earshot.privacy;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.Recipient;
import org.earshot.company.RecipientReader;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/** Reads of whom a caller speaks: {@code {"type", "destination"}}, as in a request (W16, W17). */
@Singleton
class RecipientInput {

    private static final int LONGEST_WORD = 20;
    private static final int LONGEST_DESTINATION = 320;

    private final CompanyDirectory companies;
    private final RecipientReader recipients;

    RecipientInput(CompanyDirectory companies, RecipientReader recipients) {
        this.companies = companies;
        this.recipients = recipients;
    }

    /** Fails with FORBIDDEN for an unknown company, and with INVALID, naming every bad field. */
    Uni<Recipient> read(CompanyScope scope, JsonBody fields) {
        return companies.demand(scope).map(settings -> {
            FieldErrors errors = new FieldErrors();
            fields.demand(List.of("type", "destination"), errors);
            Optional<Recipient.Type> type = type(fields, errors);
            Optional<Recipient> recipient = fields.line("destination", LONGEST_DESTINATION, errors)
                    .flatMap(
                            destination -> type.flatMap(known -> recipients.read(scope, settings, known, destination)));
            if (type.isPresent() && recipient.isEmpty()) {
                errors.add("destination", demand(type.get()));
            }
            errors.throwIfAny();
            return recipient.orElseThrow();
        });
    }

    private static Optional<Recipient.Type> type(JsonBody fields, FieldErrors errors) {
        Optional<Recipient.Type> type =
                fields.line("type", LONGEST_WORD, errors).flatMap(Recipient.Type::of);
        if (type.isEmpty()) {
            errors.add("type", "must be email or sms");
        }
        return type;
    }

    private static String demand(Recipient.Type type) {
        return switch (type) {
            case EMAIL -> "must be an email address";
            case SMS -> "must be a valid mobile number";
        };
    }
}
