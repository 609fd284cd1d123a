package org.earshot.sandbox;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives dev mode and tests a PostgreSQL of their own: it starts when the configuration first asks for its port, and
 * nobody asks in production. Dev mode's data stay in {@code .earshot/}, those of tests go with them.
 */
public class DevDatabase implements ConfigSource {

    private static final String DEV_PORT = "dev-database.port";
    private static final String TEST_PORT = "test-database.port";

    /** Not a compile-time constant: the class names a library that the packaged service does not carry. */
    private static String embeddedPostgres() {
        return DevDatabase.class.getPackageName() + ".EmbeddedDatabase";
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "Embedded PostgreSQL";
    }

    @Override
    public @Nullable String getValue(String property) {
        return property.equals(DEV_PORT) || property.equals(TEST_PORT) ? port(property) : null;
    }

    /** A system property keeps the port, because live reload forgets all that classes remember. */
    private static synchronized String port(String property) {
        String running = System.getProperty(property);
        if (running != null) {
            return running;
        }
        try {
            int port = (int) Class.forName(embeddedPostgres())
                    .getDeclaredMethod("start", boolean.class)
                    .invoke(null, property.equals(DEV_PORT));
            System.setProperty(property, Integer.toString(port));
            return Integer.toString(port);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The embedded PostgreSQL does not start", e);
        }
    }
}
