package org.earshot.delivery.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.ServerWords;

/**
 * What a provider answered over HTTP.
 *
 * @param retryAfter how long it asks to be left alone
 */
record ProviderAnswer(int status, Optional<Duration> retryAfter, String body) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_BODY = 10_000;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** Longer than anybody means it: whoever says so has set the date wrong. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** What the provider says in JSON about a refusal, behind a colon, without what it quotes of the message; or nothing. */
    String explanation(OutgoingMessage message) {
        return Stream.of("message", "error")
                .map(json()::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst()
                .flatMap(words -> ServerWords.of(words, message))
                .map(words -> ": " + words)
                .orElse("");
    }

    /** The number by which a provider names a refusal; 0 if it does not. */
    int code() {
        return json().path("code").asInt(0);
    }

    private JsonNode json() {
        if (body.length() > LONGEST_BODY) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether the message was taken over. */
    boolean success() {
        return status / 100 == 2;
    }

    /** Whether it may be another answer if the same is asked again later (RFC 9110, 8470). */
    boolean temporary() {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    /** Whether it says that we are wrong here, or not allowed in: nothing that the message could be blamed for. */
    boolean misconfigured() {
        return status / 100 == 3 || status == 401 || status == 403 || status == 404 || status == 405 || status == 407;
    }

    /**
     * Reads how long a server asks to be left alone: a number of seconds, or a date.
     *
     * @param now by the server's own clock, if it tells
     */
    static Optional<Duration> retryAfter(String header, Instant now) {
        String value = header.strip();
        try {
            Duration wait = SECONDS.matcher(value).matches()
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(now, date(value));
            return wait.isNegative() ? Optional.empty() : Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Reads the date of a header. */
    static Instant date(String value) {
        return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
