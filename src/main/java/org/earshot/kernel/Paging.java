package org.earshot.kernel;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where in a list of the Activity Feedback API its answer is (A24). */
public record Paging(
        @Schema(description = "How many items the whole list has", minimum = "0")
        long total,

        @Schema(description = "The number of this page, counted from 1", minimum = "1")
        int page,

        @Schema(description = "How many items a page has at most", minimum = "1", maximum = "100")
        @JsonProperty("per_page")
        int perPage,

        @Schema(description = "How many pages there are", minimum = "0")
        long pages) {

    /** The place of a page in a list of so many items. */
    public static Paging of(Page page, long total) {
        return new Paging(total, page.number(), page.size(), (total + page.size() - 1) / page.size());
    }
}
