package org.earshot.activity;

import java.util.Optional;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;

/** What is wrong with the namespaces of a body, told beside what else is bad (A12). */
final class Labels {

    private Labels() {}

    static boolean isInvalid(Throwable failure) {
        return failure instanceof Problem problem && problem.kind() == Problem.Kind.INVALID;
    }

    /** Notes the bad fields of a failure; answers with nothing in the place of what failed. */
    static <T> Optional<T> note(Throwable failure, FieldErrors errors) {
        if (failure instanceof Problem problem) {
            problem.fields().forEach(errors::add);
        }
        return Optional.empty();
    }
}
