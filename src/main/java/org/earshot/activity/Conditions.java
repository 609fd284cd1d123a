package org.earshot.activity;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;

/** What rows must fulfil, all of it, with the parameters of the statement. The company always comes first. */
final class Conditions {

    private static final Pattern PLACE = Pattern.compile("\\?");

    private final List<String> texts = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** Rows of the companies within reach. One alone is named as one, so that its index also gives the order. */
    Conditions(CompanyReach reach) {
        if (reach.onlyScope().isPresent()) {
            and("company_id = ?", reach.onlyScope().map(CompanyScope::companyId).get());
        } else if (!reach.everyCompany()) {
            and("company_id = any(?)", (Object) reach.companyIds());
        }
    }

    /** Rows of one company. */
    Conditions(CompanyScope scope) {
        and("company_id = ?", scope.companyId());
    }

    /**
     * Adds a condition.
     *
     * @param text with a question mark in the place of each value
     */
    void and(String text, Object... values) {
        String numbered = text;
        for (Object value : values) {
            parameters.add(value);
            numbered = PLACE.matcher(numbered).replaceFirst("\\$" + parameters.size());
        }
        texts.add(numbered);
    }

    /** Adds a parameter of the statement that is no condition; answers with its place. */
    String parameter(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    String text() {
        return texts.isEmpty() ? "true" : String.join(" and ", texts);
    }

    Tuple parameters() {
        return Tuple.from(parameters);
    }
}
