package org.earshot.company;

import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.kernel.StartupRule;

/** Whoever runs an instance has to say how long people's data stay. */
@Singleton
class RetentionRule implements StartupRule {

    private static final String KEY = "earshot.retention.days";

    private final RetentionConfig config;

    RetentionRule(RetentionConfig config) {
        this.config = config;
    }

    @Override
    public List<String> missing() {
        int days = config.days().orElse(SettingsInput.SHORTEST_RETENTION);
        return days < SettingsInput.SHORTEST_RETENTION || days > SettingsInput.LONGEST_RETENTION
                ? List.of(
                        KEY + " must be " + SettingsInput.SHORTEST_RETENTION + " to " + SettingsInput.LONGEST_RETENTION)
                : List.of();
    }

    @Override
    public List<String> unsafe() {
        return config.days().isEmpty()
                ? List.of(KEY + " is missing, so that what companies set no retentionDays for is kept for ever")
                : List.of();
    }
}
