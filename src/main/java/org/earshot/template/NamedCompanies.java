package org.earshot.template;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Supplier;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;

/** Lets one answer name what is wrong with the companies of a template beside everything else. */
final class NamedCompanies {

    private NamedCompanies() {}

    /** What was chosen; empty if nothing could be, which is noted. What is forbidden fails at once. */
    static <T> Uni<Optional<T>> noting(FieldErrors errors, Supplier<Uni<T>> choice) {
        return Uni.createFrom()
                .deferred(choice::get)
                .map(Optional::of)
                .onFailure(NamedCompanies::isInvalid)
                .recoverWithItem(failure -> {
                    ((Problem) failure).fields().forEach(errors::add);
                    return Optional.empty();
                });
    }

    private static boolean isInvalid(Throwable failure) {
        return failure instanceof Problem problem && problem.kind() == Problem.Kind.INVALID;
    }
}
