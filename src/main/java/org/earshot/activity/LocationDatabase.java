package org.earshot.activity;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.kernel.StartupRule;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where addresses are, as a database tells that the operator supplies, such as GeoLite2 City (A16). It is read once, at the
 * start, and kept in memory, so that looking something up waits for nothing.
 */
@Singleton
@RegisterForReflection(targets = Metadata.class)
class LocationDatabase implements Locations, StartupRule {

    private static final Logger LOG = Logger.getLogger(LocationDatabase.class);
    private static final String KEY = "earshot.activity.location-database";
    private static final String LANGUAGE = "en";

    private final Optional<Path> file;
    private final @Nullable Reader database;

    LocationDatabase(ActivityConfig config) {
        this.file = config.locationDatabase();
        this.database = file.map(LocationDatabase::open).orElse(null);
    }

    private static @Nullable Reader open(Path file) {
        try {
            return new Reader(file.toFile(), FileMode.MEMORY);
        } catch (IOException e) {
            LOG.warnf("The location database cannot be read: %s", e);
            return null;
        }
    }

    @Override
    public List<String> missing() {
        return file.isPresent() && database == null
                ? List.of(KEY + " must name a file in MaxMind's format that can be read, or nothing")
                : List.of();
    }

    @Override
    public Optional<FeedbackLocation> of(byte[] address) {
        if (database == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(database.get(InetAddress.getByAddress(address), Map.class))
                    .flatMap(LocationDatabase::location);
        } catch (IOException | RuntimeException e) {
            // a broken entry is no reason to refuse feedback
            LOG.debug("The location database has no answer", e);
            return Optional.empty();
        }
    }

    private static Optional<FeedbackLocation> location(Map<?, ?> entry) {
        String country = name(entry.get("country"));
        String city = name(entry.get("city"));
        return country == null && city == null ? Optional.empty() : Optional.of(new FeedbackLocation(country, city));
    }

    private static @Nullable String name(@Nullable Object place) {
        return place instanceof Map<?, ?> fields
                        && fields.get("names") instanceof Map<?, ?> names
                        && names.get(LANGUAGE) instanceof String name
                ? name
                : null;
    }
}
