package org.earshot.feedbackrequest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.access.CompanyId;
import org.earshot.kernel.Text;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The fields of a posted request as they came, from a form or from JSON, whatever was declared (W13). */
public final class RequestFields {

    private static final Pattern BLANK_FOR_PLUS = Pattern.compile("^ (?=\\d)");
    private static final Pattern BLANK_OFFSET =
            Pattern.compile("(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?) (\\d\\d:\\d\\d)$");
    private static final String MUST_BE_INTEGER = "must be an integer";
    private static final String IS_NO_FORM = "is not a valid form";
    private static final String UNDECLARED = "";
    private static final HttpDataFactory IN_MEMORY = new DefaultHttpDataFactory(false, StandardCharsets.UTF_8);

    private final Map<String, JsonNode> values;

    private RequestFields(Map<String, JsonNode> values) {
        this.values = values;
    }

    /**
     * Reads a body. What starts with a brace is JSON; anything else is a form.
     *
     * @param json reads JSON
     * @param contentType as declared, if it was
     * @param body in UTF-8
     * @throws Problem {@link Problem.Kind#INVALID} if it cannot be read
     * @throws NotSupportedException if something else was declared, and it is no JSON either
     */
    static RequestFields read(ObjectMapper json, @Nullable String contentType, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String start = text.stripLeading();
        if (start.startsWith("\uFEFF")) {
            start = start.substring(1).stripLeading();
        }
        if (start.startsWith("{")) {
            return ofJson(json, start);
        }
        return switch (mediaType(contentType)) {
            case MediaType.MULTIPART_FORM_DATA -> ofMultipart(String.valueOf(contentType), body);
            case MediaType.APPLICATION_FORM_URLENCODED, MediaType.APPLICATION_JSON, UNDECLARED ->
                start.startsWith("[") ? new RequestFields(Map.of()) : ofForm(start.strip());
            default -> throw new NotSupportedException();
        };
    }

    /** Reads text that must be one JSON object. */
    static RequestFields ofObject(ObjectMapper json, String text) {
        if (!text.stripLeading().startsWith("{")) {
            throw Problem.invalid("body", "must be a JSON object");
        }
        return ofJson(json, text);
    }

    /** Reads a row of a table; there are as many values as columns. */
    static RequestFields ofColumns(List<String> columns, List<String> row) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), JsonNodeFactory.instance.textNode(row.get(i)));
        }
        return new RequestFields(values);
    }

    /**
     * The same fields as the company's, if they name it or none.
     *
     * @throws Problem {@link Problem.Kind#FORBIDDEN} if they name another one
     */
    RequestFields of(CompanyId company) {
        if (raw("company").isPresent() && !company().equals(company)) {
            throw Problem.companyForbidden();
        }
        Map<String, JsonNode> completed = new LinkedHashMap<>(values);
        completed.put("company", JsonNodeFactory.instance.numberNode(company.value()));
        return new RequestFields(completed);
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null
                ? UNDECLARED
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static RequestFields ofJson(ObjectMapper json, String text) {
        try {
            JsonNode object = json.reader(
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(text);
            Map<String, JsonNode> values = new LinkedHashMap<>();
            object.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
            return new RequestFields(values);
        } catch (JsonProcessingException e) {
            throw Problem.invalid("body", "is not valid JSON");
        }
    }

    private static RequestFields ofForm(String text) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try {
            for (String field : text.split("&", -1)) {
                String[] nameAndValue = field.split("=", 2);
                String name = decoded(nameAndValue[0]);
                String value = nameAndValue.length > 1 ? decoded(nameAndValue[1]) : "";
                values.putIfAbsent(name, JsonNodeFactory.instance.textNode(unescaped(name, value)));
            }
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("body", IS_NO_FORM);
        }
        return new RequestFields(values);
    }

    private static RequestFields ofMultipart(String contentType, byte[] body) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        HttpPostMultipartRequestDecoder parts = multipart(contentType);
        try {
            parts.offer(new DefaultLastHttpContent(Unpooled.wrappedBuffer(body)));
            for (InterfaceHttpData part : parts.getBodyHttpDatas()) {
                if (part instanceof Attribute field) {
                    values.putIfAbsent(field.getName(), JsonNodeFactory.instance.textNode(field.getValue()));
                }
            }
        } catch (DecoderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // the last two when a part declares a charset that does not exist, or is cut short
            throw Problem.invalid("body", IS_NO_FORM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            parts.destroy();
        }
        return new RequestFields(values);
    }

    private static HttpPostMultipartRequestDecoder multipart(String contentType) {
        try {
            HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
            if (HttpPostRequestDecoder.isMultipart(head)) {
                return new HttpPostMultipartRequestDecoder(IN_MEMORY, head, StandardCharsets.UTF_8);
            }
        } catch (DecoderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // answered below
        }
        throw Problem.invalid("body", IS_NO_FORM);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Puts back the plus that an unescaped form turns into a blank. */
    private static String unescaped(String name, String value) {
        return switch (name) {
            case "destination" -> BLANK_FOR_PLUS.matcher(value).replaceFirst("+");
            case "sendAfter" -> {
                Matcher offset = BLANK_OFFSET.matcher(value);
                yield offset.find() ? offset.replaceFirst("$1+$2") : value;
            }
            default -> value;
        };
    }

    /**
     * The company, which decides whether any other field is looked at (W15).
     *
     * @throws Problem {@link Problem.Kind#INVALID} naming all required fields that are missing
     */
    CompanyId company() {
        if (raw("company").isEmpty()) {
            FieldErrors errors = new FieldErrors();
            demand(NewFeedbackRequest.REQUIRED, errors);
            errors.throwIfAny();
        }
        return companyOf(values.get("company"));
    }

    private static CompanyId companyOf(@Nullable JsonNode node) {
        String digits = node == null ? "" : node.asText().strip();
        boolean integer =
                node != null && (node.isIntegralNumber() || node.isTextual()) && digits.matches("-?\\d{1,19}");
        if (!integer) {
            throw Problem.invalid("company", MUST_BE_INTEGER);
        }
        try {
            return new CompanyId(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw Problem.invalid("company", MUST_BE_INTEGER);
        } catch (IllegalArgumentException e) {
            throw Problem.companyForbidden();
        }
    }

    /** Notes each of these fields that is missing, null or blank. */
    void demand(List<String> required, FieldErrors errors) {
        for (String field : required) {
            if (raw(field).isEmpty()) {
                errors.add(field, "is required");
            }
        }
    }

    /** A field as text, trimmed; empty if it is missing, null or blank. */
    Optional<String> raw(String field) {
        JsonNode node = values.get(field);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        String text = node.isContainerNode() ? node.toString() : node.asText();
        return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }

    /** A field that one person reads: one line of storable text, no longer than it may be. */
    @Nullable
    String line(String field, int longest, FieldErrors errors) {
        JsonNode node = values.get(field);
        if (node == null || raw(field).isEmpty()) {
            return null;
        }
        if (node.isContainerNode()) {
            errors.add(field, "must be text");
            return null;
        }
        String text = node.asText().strip();
        if (text.codePointCount(0, text.length()) > longest) {
            errors.add(field, String.format(Locale.ROOT, "must not be longer than %d characters", longest));
        } else if (!Text.isOneLine(node.asText())) {
            errors.add(field, "must not contain line breaks or other control characters");
        }
        return text;
    }
}
