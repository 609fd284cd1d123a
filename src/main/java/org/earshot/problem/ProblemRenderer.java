package org.earshot.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import org.earshot.kernel.Outage;
import org.earshot.kernel.RareWarning;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Renders every failure of a call in the shape that its path speaks; what is unknown becomes one generic 500. */
class ProblemRenderer {

    private static final Logger LOG = Logger.getLogger(ProblemRenderer.class);
    private static final RareWarning UNAVAILABLE = new RareWarning(LOG);
    private static final int BAD_REQUEST = 400;
    private static final String BODY = "body";

    @ServerExceptionMapper
    RestResponse<Object> problem(Problem problem, RoutingContext call) {
        ErrorShape shape = shape(call);
        if (problem.kind() == Problem.Kind.UNAVAILABLE) {
            UNAVAILABLE.warn("A call found something unavailable: " + reason(problem));
        }
        int status = status(problem.kind(), shape);
        // the Activity Feedback paths tell of fields where it is their contents that are bad (A1)
        Map<String, String> fields = status == BAD_REQUEST ? Map.of() : problem.fields();
        RestResponse<Object> answer = render(shape, status, problem.message(), fields);
        problem.retryAfter()
                .ifPresent(wait -> answer.getHeaders()
                        .putSingle(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))));
        return answer;
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    RestResponse<Object> unauthenticated(RoutingContext call) {
        return problem(Problem.unauthenticated(), call);
    }

    @ServerExceptionMapper
    RestResponse<Object> forbidden(ForbiddenException refusal, RoutingContext call) {
        return problem(Problem.forbidden(), call);
    }

    /** A field of a JSON body that is of the wrong type, or a body that is no object at all. */
    @ServerExceptionMapper
    RestResponse<Object> mismatched(MismatchedInputException failure, RoutingContext call) {
        String field = failure.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(BODY);
        return unreadable(field, call);
    }

    /** W paths name what cannot be read like any other bad field (W13); A paths call it a bad request (A3). */
    private RestResponse<Object> unreadable(String field, RoutingContext call) {
        return shape(call) == ErrorShape.ACTIVITY_FEEDBACK
                ? render(ErrorShape.ACTIVITY_FEEDBACK, BAD_REQUEST, reason(BAD_REQUEST), Map.of())
                : problem(Problem.invalid(field, "cannot be read"), call);
    }

    @ServerExceptionMapper
    RestResponse<Object> web(WebApplicationException failure, RoutingContext call) {
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure, call);
        }
        if (failure.getCause() instanceof JsonProcessingException) {
            return unreadable(BODY, call);
        }
        return render(shape(call), status, reason(status), Map.of());
    }

    @ServerExceptionMapper
    RestResponse<Object> unexpected(Throwable failure, RoutingContext call) {
        return Problem.foreseen(failure)
                .map(problem -> problem(problem, call))
                .orElseGet(() -> render(shape(call), 500, unexpected(failure), Map.of()));
    }

    /** Logs a failure that nobody foresaw, and says how the caller may refer to it. */
    static String unexpected(Throwable failure) {
        LOG.error("A call failed unexpectedly", failure);
        return "Something went wrong on our side; please quote " + MDC.get(CorrelationFilter.MDC_KEY);
    }

    /** In one line: an outage has many callers, and its stack traces tell nothing. */
    private static String reason(Problem problem) {
        Throwable cause = problem.getCause();
        return cause == null ? problem.message() : Outage.reason(cause).orElseGet(cause::toString);
    }

    static int status(Problem.Kind kind, ErrorShape shape) {
        return switch (kind) {
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> shape == ErrorShape.ACTIVITY_FEEDBACK ? 403 : 401;
            case NOT_FOUND -> 404;
            case MALFORMED -> shape == ErrorShape.ACTIVITY_FEEDBACK ? BAD_REQUEST : 422;
            case CONFLICT -> 409;
            case INVALID -> 422;
            case ALREADY_ASKED -> 418;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    static String reason(int status) {
        return switch (status) {
            case 400 -> "The request could not be read";
            case 404 -> "Not found";
            case 405 -> "This method is not allowed here";
            case 406 -> "None of the accepted content types is available";
            case 413 -> "The request body is too large";
            case 415 -> "This content type is not supported";
            default -> "The request was refused";
        };
    }

    private static ErrorShape shape(RoutingContext call) {
        return ErrorShape.of(call.normalizedPath());
    }

    private static RestResponse<Object> render(
            ErrorShape shape, int status, String message, Map<String, String> fields) {
        RestResponse.ResponseBuilder<Object> answer = RestResponse.ResponseBuilder.<Object>create(status)
                .entity(shape.body(message, fields))
                .type(shape.mediaType());
        if (status == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }
}
