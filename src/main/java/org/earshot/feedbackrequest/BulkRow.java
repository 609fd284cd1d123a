package org.earshot.feedbackrequest;

import java.util.function.Supplier;
import org.earshot.problem.Problem;

/**
 * One row of a bulk call.
 *
 * @param number the first row has 1
 * @param source its fields, read when it is its turn; fails with INVALID if they cannot be read
 */
record BulkRow(int number, Supplier<RequestFields> source) {

    /** A row that cannot even be read. */
    static BulkRow unreadable(int number, Problem problem) {
        return new BulkRow(number, () -> {
            throw problem;
        });
    }
}
