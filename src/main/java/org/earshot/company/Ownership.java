package org.earshot.company;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;

/**
 * Whose a record of the Activity Feedback API is (A17): the first namespace at its creation names the owner, for good; the
 * others are labels, each of a company within the token's reach.
 */
@Singleton
public class Ownership {

    /** The field that all of this is about. */
    public static final String FIELD = "company_namespace";

    /**
     * The owner of a new record.
     *
     * @param namespaces as given, the owner's first
     */
    public record Owned(CompanyScope scope, List<String> namespaces) {}

    private final CompanyRepository companies;

    Ownership(CompanyRepository companies) {
        this.companies = companies;
    }

    /**
     * Chooses the owner of a new record: the company of the first namespace, or else the only one that the token reaches.
     * Empty if there is no telling, which is noted beside what else is bad; fails with FORBIDDEN for a namespace out of
     * reach.
     */
    public Uni<Optional<Owned>> choose(CompanyReach reach, Optional<List<String>> namespaces, FieldErrors errors) {
        return noting(errors, () -> choose(reach, namespaces));
    }

    private Uni<Owned> choose(CompanyReach reach, Optional<List<String>> namespaces) {
        if (namespaces.isPresent()) {
            List<String> given = distinct(namespaces.get());
            return scopes(reach, given).map(scopes -> new Owned(scopes.get(0), given));
        }
        CompanyScope only = reach.onlyScope()
                .orElseThrow(() -> Problem.invalid(FIELD, "is required: your access token reaches several companies"));
        return companies
                .namespace(only)
                .map(namespace -> new Owned(only, List.of(namespace.orElseThrow(Problem::companyForbidden))));
    }

    /**
     * Checks new namespaces of a record, among which the owner must stay; answers with them, or with nothing if they are
     * bad, which is noted. Fails with FORBIDDEN for one out of reach.
     */
    public Uni<Optional<List<String>>> relabel(
            CompanyReach reach, CompanyScope owner, List<String> namespaces, FieldErrors errors) {
        return noting(errors, () -> relabel(reach, owner, namespaces));
    }

    private static <T> Uni<Optional<T>> noting(FieldErrors errors, Supplier<Uni<T>> choice) {
        return Uni.createFrom()
                .deferred(choice::get)
                .map(Optional::of)
                .onFailure(Ownership::isInvalid)
                .recoverWithItem(failure -> {
                    ((Problem) failure).fields().forEach(errors::add);
                    return Optional.empty();
                });
    }

    private static boolean isInvalid(Throwable failure) {
        return failure instanceof Problem problem && problem.kind() == Problem.Kind.INVALID;
    }

    private Uni<List<String>> relabel(CompanyReach reach, CompanyScope owner, List<String> namespaces) {
        List<String> given = distinct(namespaces);
        return scopes(reach, given).map(scopes -> {
            if (scopes.stream().noneMatch(scope -> scope.company().equals(owner.company()))) {
                throw Problem.invalid(FIELD, "must keep the owner, which cannot change");
            }
            return given;
        });
    }

    /** Namespace → company, for those of these that are within reach; in filters, the others match nothing. */
    public Uni<Map<String, CompanyScope>> within(CompanyReach reach, List<String> namespaces) {
        return companies.scopes(reach, namespaces);
    }

    /**
     * The labels that a filter for these namespaces comes to: records must have one of them, or any at all if there are
     * none. All records have their owner's label, so that the only company's own bounds nothing. Empty if nothing matches.
     */
    public Uni<Optional<List<String>>> labels(CompanyReach reach, List<String> namespaces) {
        if (namespaces.isEmpty()) {
            return Uni.createFrom().item(Optional.of(List.of()));
        }
        return within(reach, namespaces)
                .map(known -> known.isEmpty()
                        ? Optional.empty()
                        : Optional.of(reach.onlyScope().isPresent() ? List.of() : List.copyOf(known.keySet())));
    }

    private static List<String> distinct(List<String> namespaces) {
        if (namespaces.isEmpty()) {
            throw Problem.invalid(FIELD, "must name at least one company");
        }
        return namespaces.stream().distinct().toList();
    }

    private Uni<List<CompanyScope>> scopes(CompanyReach reach, List<String> namespaces) {
        return companies
                .scopes(reach, namespaces)
                .map(found -> namespaces.stream()
                        .map(namespace -> scope(found, namespace))
                        .toList());
    }

    private static CompanyScope scope(Map<String, CompanyScope> found, String namespace) {
        return Optional.ofNullable(found.get(namespace)).orElseThrow(Problem::companyForbidden);
    }
}
