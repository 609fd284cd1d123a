package org.earshot.kernel;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Warns of environment variables that begin as ours do and mean nothing, such as mistyped ones. Elsewhere such a key stops
 * the start; in the environment others may have set it.
 */
@Singleton
class UnknownVariables {

    private static final Logger LOG = Logger.getLogger(UnknownVariables.class);

    private static final String OURS = "EARSHOT_";

    /** With these Kubernetes tells every container of each service, by the service's name. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*(_SERVICE_HOST|_SERVICE_PORT(_.*)?|_PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final BeanManager beans;

    UnknownVariables(BeanManager beans) {
        this.beans = beans;
    }

    void warn(@Observes @Priority(StartupGate.FIRST - 1) StartupEvent start) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            unknown(System.getenv().keySet(), keys())
                    .forEach(name -> LOG.warnf("%s is no key of Earshot, and is not heeded", name));
        }
    }

    /** Every key below {@code earshot} that some mapping reads; {@code *} stands for a name that is the operator's. */
    private Set<String> keys() {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .filter(UnknownVariables::isMappingOfOurs)
                .flatMap(type -> ConfigClass.configClass((Class<?>) type).getProperties().keySet().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isMappingOfOurs(Type type) {
        ConfigMapping mapping =
                type instanceof Class<?> someClass ? someClass.getAnnotation(ConfigMapping.class) : null;
        return mapping != null && (mapping.prefix() + ".").startsWith("earshot.");
    }

    /** Those variables, in their order, that are ours by their beginning and stand for none of the keys. */
    static List<String> unknown(Collection<String> variables, Set<String> keys) {
        Pattern known = Pattern.compile(
                keys.stream().map(UnknownVariables::variable).sorted().collect(Collectors.joining("|")));
        return new TreeSet<>(variables)
                .stream()
                        .filter(name -> name.startsWith(OURS)
                                && !known.matcher(name).matches()
                                && !OF_KUBERNETES.matcher(name).matches())
                        .toList();
    }

    /** The pattern of the variables that set a key. */
    private static String variable(String key) {
        return Stream.of(key.toUpperCase(Locale.ROOT).split("\\*", -1))
                .map(part -> part.replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.joining(".+"));
    }
}
