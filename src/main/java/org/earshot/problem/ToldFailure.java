package org.earshot.problem;

/** A failure as the Working Feedback paths tell it (W4), for an answer that carries more than this one. */
public record ToldFailure(int status, ErrorResponse body) {

    private static final int UNEXPECTED = 500;

    /** Tells a {@link Problem} as it is; anything else is logged, and told as one generic 500. */
    public static ToldFailure of(Throwable failure) {
        return Problem.foreseen(failure)
                .map(problem -> new ToldFailure(
                        ProblemRenderer.status(problem.kind(), ErrorShape.WORKING_FEEDBACK),
                        ErrorResponse.of(problem.message(), problem.fields())))
                .orElseGet(() ->
                        new ToldFailure(UNEXPECTED, new ErrorResponse(ProblemRenderer.unexpected(failure), null)));
    }
}
