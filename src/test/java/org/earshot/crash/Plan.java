package org.earshot.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How much is put in, and what befalls the service meanwhile. The same seed yields the same order of faults. */
record Plan(String form, long seed, int messages, int kills, int freezes, int databaseCrashes) {

    static final int COMPANIES = 4;
    static final int REPLICAS = 3;

    /** What can befall the service. */
    enum Fault {
        /** A replica is ended without a word, and started again. */
        KILL,
        /** A replica stands still for longer than its lease holds, and goes on as if nothing had been. */
        FREEZE,
        /** PostgreSQL crashes, recovers, and comes back. */
        DATABASE_CRASH
    }

    /** The plan of a form: {@code ci} or {@code full}. */
    static Plan of(String form, long seed) {
        return switch (form) {
            case "ci" -> new Plan(form, seed, 3_000, 4, 1, 1);
            case "full" -> new Plan(form, seed, 20_000, 20, 5, 5);
            default -> throw new IllegalArgumentException("There is no form " + form + ", only ci and full");
        };
    }

    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(Collections.nCopies(kills, Fault.KILL));
        faults.addAll(Collections.nCopies(freezes, Fault.FREEZE));
        faults.addAll(Collections.nCopies(databaseCrashes, Fault.DATABASE_CRASH));
        Collections.shuffle(faults, new Random(seed));
        return faults;
    }
}
