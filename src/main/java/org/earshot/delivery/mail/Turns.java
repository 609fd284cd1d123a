package org.earshot.delivery.mail;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets so many pieces of work be under way at once. One that nobody waits for any more is not begun: the client's own
 * queue would send a message late that has been put back for another attempt meanwhile. One that was begun keeps its
 * turn until it has ended.
 */
final class Turns {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Vertx vertx;
    private final Duration longest;
    private int free;

    /**
     * Makes turns.
     *
     * @param longest after which work is taken for dead: the client forgets to tell of some connections that broke
     */
    Turns(Vertx vertx, int atOnce, Duration longest) {
        this.vertx = vertx;
        this.free = atOnce;
        this.longest = longest;
    }

    /** The work's result, on the caller's context, once it was its turn. */
    <T> Uni<T> take(Supplier<Future<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Optional<Context> caller = Optional.ofNullable(Vertx.currentContext());
            Runnable begin = () -> begin(work, emitter);
            Runnable turn = () -> caller.ifPresentOrElse(context -> context.runOnContext(v -> begin.run()), begin);
            emitter.onTermination(() -> withdraw(turn));
            if (isFree(turn)) {
                turn.run();
            }
        });
    }

    private <T> void begin(Supplier<Future<T>> work, UniEmitter<? super T> emitter) {
        Promise<T> end = Promise.promise();
        long alarm = vertx.setTimer(longest.toMillis(), late -> end.tryFail(new TimeoutException()));
        end.future().onComplete(result -> {
            vertx.cancelTimer(alarm);
            next();
            if (result.succeeded()) {
                emitter.complete(result.result());
            } else {
                emitter.fail(result.cause());
            }
        });
        try {
            work.get().onComplete(end::tryComplete, end::tryFail);
        } catch (RuntimeException e) {
            end.tryFail(e);
        }
    }

    private synchronized boolean isFree(Runnable turn) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(turn);
        return false;
    }

    private synchronized void withdraw(Runnable turn) {
        waiting.remove(turn);
    }

    private void next() {
        release().ifPresent(Runnable::run);
    }

    private synchronized Optional<Runnable> release() {
        Optional<Runnable> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            free++;
        }
        return next;
    }
}
