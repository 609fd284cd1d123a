package org.earshot.kernel;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param number counts from 1
 * @param size how many items a page holds
 */
public record Page(int number, int size) {

    private static final int LARGEST_NUMBER = 1_000_000_000;

    /**
     * Reads a page as a caller asks for it.
     *
     * @param complaint hears of each bad field, with its reason
     */
    public static Page parse(
            @Nullable String page, @Nullable String limit, int largestSize, BiConsumer<String, String> complaint) {
        return new Page(
                parse("page", page, 1, LARGEST_NUMBER, complaint),
                parse("limit", limit, largestSize, largestSize, complaint));
    }

    private static int parse(
            String field, @Nullable String text, int byDefault, int largest, BiConsumer<String, String> complaint) {
        if (text == null || text.isBlank()) {
            return byDefault;
        }
        long number = Ids.parse(text.strip()).orElse(0);
        if (number < 1 || number > largest) {
            complaint.accept(field, "must be an integer between 1 and " + largest);
            return byDefault;
        }
        return (int) number;
    }

    /** A part of a list, with the headers that tell of the rest: {@code X-Total-Count}, and {@code Link} if there is more. */
    public static <T> RestResponse<T> answer(T part, long total, String links) {
        var answer = RestResponse.ResponseBuilder.ok(part).header("X-Total-Count", total);
        return (links.isEmpty() ? answer : answer.header(HttpHeaders.LINK, links)).build();
    }

    /** How many items come before this page. */
    public long skip() {
        return (number - 1L) * size;
    }

    /**
     * The {@code Link} header (RFC 8288) that leads from here to the other pages; empty if there are none.
     *
     * @param path of the list, as the caller asked for it
     */
    public String links(String path, long total) {
        long last = Math.max(1, (total + size - 1) / size);
        List<String> links = new ArrayList<>();
        if (last > 1) {
            links.add(link(path, 1, "first"));
            if (number > 1) {
                links.add(link(path, Math.min(number - 1L, last), "prev"));
            }
            if (number < last) {
                links.add(link(path, number + 1L, "next"));
            }
            links.add(link(path, last, "last"));
        }
        return String.join(", ", links);
    }

    private String link(String path, long page, String relation) {
        return "<" + path + "?limit=" + size + "&page=" + page + ">; rel=\"" + relation + "\"";
    }
}
