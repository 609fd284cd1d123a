package org.earshot.activity;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.problem.ListQuery;

/** What an export is written in (A33). */
enum ExportFormat {
    NDJSON(ExportFormat.JSON_LINES),
    CSV(ExportFormat.TABLE);

    static final String PARAMETER = "format";
    static final String JSON_LINES = "application/x-ndjson";
    static final String TABLE = "text/csv";

    private static final List<String> WORDS =
            Arrays.stream(values()).map(ExportFormat::word).toList();

    private final String type;

    ExportFormat(String type) {
        this.type = type;
    }

    /**
     * The format that is asked for: by the parameter, which anybody can add to an address; if there is none, by the header
     * Accept, and lines of JSON if both will do. A bad parameter is noted; fails with 406 for another Accept.
     */
    static ExportFormat parse(ListQuery query, Request call) {
        Optional<String> word = query.one(PARAMETER);
        if (word.isEmpty()) {
            return accepted(call);
        }
        if (!WORDS.contains(word.get())) {
            query.refuse(PARAMETER, "must be " + String.join(" or ", WORDS));
            return NDJSON;
        }
        return valueOf(word.get().toUpperCase(Locale.ROOT));
    }

    private static ExportFormat accepted(Request call) {
        Variant best = call.selectVariant(Variant.mediaTypes(MediaType.valueOf(JSON_LINES), MediaType.valueOf(TABLE))
                .build());
        return Arrays.stream(values())
                .filter(format ->
                        best != null && format.type.equals(best.getMediaType().toString()))
                .findFirst()
                .orElseThrow(NotAcceptableException::new);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The content type of such an export. */
    String contentType() {
        return type + ";charset=utf-8";
    }

    /** An export that begins now. */
    ExportText begin(ObjectMapper json) {
        return switch (this) {
            case NDJSON -> new JsonLines(json);
            case CSV -> new CsvTable(json);
        };
    }
}
