package org.earshot.feedbackrequest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.HashSet;
import java.util.List;
import org.earshot.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values below a header row (RFC 4180). Where a record ends is found here, since it may come in pieces;
 * what it holds is read by the library.
 */
final class CsvRows extends BulkRows {

    private static final CsvReader.CsvReaderBuilder READER =
            CsvReader.builder().skipEmptyLines(false).allowUnclosedQuote(false);

    private @Nullable List<String> header;
    private boolean quoted;
    private boolean atFieldStart = true;
    private boolean afterQuote;

    CsvRows(long longestBody) {
        super(longestBody);
    }

    @Override
    void take(byte next) {
        boolean quote = next == '"';
        if (!quoted && (next == '\n' || next == '\r')) {
            finish();
            return;
        }
        keep(next);
        if (quoted) {
            quoted = !quote;
            afterQuote = quote;
        } else {
            quoted = quote && (atFieldStart || afterQuote);
            atFieldStart = next == ',';
            afterQuote = false;
        }
        atFieldStart &= !quoted;
    }

    @Override
    void finish() {
        quoted = false;
        atFieldStart = true;
        afterQuote = false;
        if (keepsNothing()) {
            return;
        }
        List<String> columns = header;
        if (columns == null) {
            header = columns(drop());
        } else {
            cut(record -> fields(columns, record));
        }
    }

    private static List<String> columns(String record) {
        List<String> columns = values(record).stream().map(String::strip).toList();
        if (new HashSet<>(columns).size() < columns.size()) {
            throw Problem.invalid("body", "names a column twice");
        }
        return columns;
    }

    private static RequestFields fields(List<String> columns, String record) {
        List<String> values = values(record);
        if (values.size() != columns.size()) {
            throw Problem.invalid(
                    "body", "has " + values.size() + " values where the header has " + columns.size() + " columns");
        }
        return RequestFields.ofColumns(columns, values);
    }

    private static List<String> values(String record) {
        try {
            return READER.ofSingleCsvRecord(record).getFields();
        } catch (CsvParseException e) {
            throw Problem.invalid("body", "is not valid CSV");
        }
    }
}
