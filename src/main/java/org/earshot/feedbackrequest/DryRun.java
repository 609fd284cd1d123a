package org.earshot.feedbackrequest;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.earshot.problem.FieldErrors;

/** The wish to hear the answer without the deed (W34). */
final class DryRun {

    static final String PARAMETER = "dryRun";
    static final String DESCRIPTION = "Answer as usual, but store and send nothing; ids are then 0";

    private static final String YES = "true";
    private static final String NO = "false";

    private DryRun() {}

    /** Reads the query; any other word is noted, lest a rehearsal becomes a deed by a slip of the pen. */
    static boolean parse(UriInfo address, FieldErrors errors) {
        List<String> words = address.getQueryParameters().getOrDefault(PARAMETER, List.of(NO));
        if (!words.equals(List.of(YES)) && !words.equals(List.of(NO))) {
            errors.add(PARAMETER, "must be true or false");
        }
        return words.contains(YES);
    }
}
