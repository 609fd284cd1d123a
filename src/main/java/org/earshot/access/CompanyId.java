package org.earshot.access;

import org.earshot.kernel.Ids;
import org.earshot.problem.Problem;

/** The number by which a tenant is known. */
public record CompanyId(long value) {

    public CompanyId {
        if (value < 1) {
            throw new IllegalArgumentException("A company id is positive");
        }
    }

    /** The company that a path names; fails with NOT_FOUND if that is no number of a company (W5, W7). */
    public static CompanyId inPath(String text) {
        return new CompanyId(Ids.parse(text).orElseThrow(Problem::notFound));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
