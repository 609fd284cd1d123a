package org.earshot.problem;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import org.earshot.kernel.Outage;
import org.earshot.kernel.RareWarning;
import org.earshot.kernel.Timely;
import org.earshot.kernel.TimeoutConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lets callers of what is {@link Timely} wait no longer than they should. */
@Timely
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class CallDeadline {

    private static final Logger LOG = Logger.getLogger(CallDeadline.class);

    private final RareWarning unheard = new RareWarning(LOG);
    private final Vertx vertx;
    private final Duration longest;

    CallDeadline(Vertx vertx, TimeoutConfig timeouts) {
        this.vertx = vertx;
        this.longest = timeouts.call();
    }

    @AroundInvoke
    @Nullable
    Object answerInTime(InvocationContext call) throws Exception {
        Object answer = call.proceed();
        return answer instanceof Uni<?> work ? inTime(work) : answer;
    }

    /** A time-out of the work itself would cancel it under its transaction; this one only stops listening. */
    private <T> Uni<T> inTime(Uni<T> work) {
        return Uni.createFrom().emitter(caller -> {
            long timer = vertx.setTimer(longest.toMillis(), fired -> caller.fail(Problem.overdue()));
            work.subscribe()
                    .with(
                            answer -> {
                                vertx.cancelTimer(timer);
                                caller.complete(answer);
                            },
                            failure -> {
                                if (!vertx.cancelTimer(timer)) {
                                    tell(failure);
                                }
                                caller.fail(failure);
                            });
        });
    }

    private void tell(Throwable failure) {
        unheard.warn("What a caller no longer waited for failed: "
                + Outage.reason(failure).orElseGet(() -> failure.getClass().getSimpleName()));
    }
}
