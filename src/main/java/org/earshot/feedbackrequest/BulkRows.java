package org.earshot.feedbackrequest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.earshot.problem.Problem;

/**
 * Cuts the body of a bulk call into rows while it arrives, and holds no more of it than one row. A row that cannot be
 * read is a row all the same, so that none is lost; where nothing more can be told apart, one last row says so (W76).
 */
abstract class BulkRows {

    static final int MOST_ROWS = 10_000;
    static final int LONGEST_ROW = 64 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String BODY = "body";

    private final long longestBody;
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();
    private List<BulkRow> ready = new ArrayList<>();
    private long position;
    private int marked;
    private boolean rowTooLong;
    private int rows;
    private boolean ended;
    private boolean overflown;
    private boolean abandoned;

    BulkRows(long longestBody) {
        this.longestBody = longestBody;
    }

    /** Takes one byte of the body. */
    abstract void take(byte next);

    /** The body has ended. */
    abstract void finish();

    /** Whether the next piece may be taken; if not, the body is longer than any may be. */
    final boolean accepts(int length) {
        overflown |= position + length > longestBody;
        return !overflown;
    }

    /** Whether the body was too long to be read to its end. */
    final boolean isOverflown() {
        return overflown;
    }

    /** Takes the next piece of the body; answers with the rows that it completes. */
    final List<BulkRow> next(byte[] piece) {
        for (byte next : piece) {
            boolean mark = position == marked && marked < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[marked];
            marked += mark ? 1 : 0;
            position++;
            if (!mark && !ended) {
                take(next);
            }
        }
        return handOver();
    }

    /** The body has ended; answers with the rows that this completes. */
    final List<BulkRow> end() {
        if (!ended && overflown) {
            breakOff("is longer than " + longestBody + " bytes");
        } else if (!ended) {
            finish();
        }
        if (rows == 0 && !abandoned) {
            throw Problem.invalid(BODY, "has no rows");
        }
        return handOver();
    }

    /** The connection broke: whatever was held of a row is not known to be all of it. */
    final void abandon() {
        ended = true;
        abandoned = true;
    }

    /** How many rows there were so far. */
    final int count() {
        return rows;
    }

    /** Where in the body the byte stands that is being taken; the first has 1. */
    final long position() {
        return position;
    }

    final void keep(byte next) {
        if (row.size() < LONGEST_ROW) {
            row.write(next);
        } else {
            rowTooLong = true;
        }
    }

    final boolean keepsNothing() {
        return row.size() == 0;
    }

    /** What was kept is a row. */
    final void cut(Function<String, RequestFields> read) {
        byte[] bytes = row.toByteArray();
        boolean tooLong = rowTooLong;
        row.reset();
        rowTooLong = false;
        if (rows == MOST_ROWS) {
            breakOff("has more than " + MOST_ROWS + " rows; this one and all after it were not taken");
            return;
        }
        rows++;
        ready.add(
                tooLong
                        ? BulkRow.unreadable(rows, Problem.invalid(BODY, "is longer than " + LONGEST_ROW + " bytes"))
                        : new BulkRow(rows, () -> read.apply(text(bytes))));
    }

    /** What was kept is no row. */
    final String drop() {
        String text = text(row.toByteArray());
        row.reset();
        return text;
    }

    /** Nothing that follows can be told apart; if there was no row before, the whole call is bad. */
    final void breakOff(String reason) {
        ended = true;
        Problem problem = Problem.invalid(BODY, reason);
        if (rows == 0) {
            throw problem;
        }
        rows++;
        ready.add(BulkRow.unreadable(rows, problem));
    }

    private List<BulkRow> handOver() {
        List<BulkRow> complete = ready;
        ready = new ArrayList<>();
        return complete;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.invalid(BODY, "is not UTF-8");
        }
    }
}
