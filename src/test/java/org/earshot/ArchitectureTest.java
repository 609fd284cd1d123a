package org.earshot;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.groups.UniAwait;
import jakarta.annotation.security.PermitAll;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.kernel.Timely;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Holds the code to docs/architecture.md: who may know whom, and what keeps a tenant's data its own. */
@AnalyzeClasses(packages = "org.earshot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BASE = "org.earshot";

    /** Package → the packages that it may know. A new package, or a new arrow, is a decision, and is made here. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("", Set.of("access", "problem", "kernel")),
            Map.entry("kernel", Set.of()),
            Map.entry("problem", Set.of("kernel")),
            Map.entry("access", Set.of("problem", "kernel")),
            Map.entry("company", Set.of("access", "problem", "kernel")),
            Map.entry("delivery", Set.of("company", "access", "kernel")),
            Map.entry("delivery.inbound", Set.of("delivery", "company", "access", "problem", "kernel")),
            Map.entry("delivery.mock", Set.of("delivery")),
            Map.entry("delivery.mail", Set.of("delivery", "kernel")),
            Map.entry("delivery.sms", Set.of("delivery", "kernel")),
            Map.entry("feedbackrequest", Set.of("delivery", "company", "access", "problem", "kernel")),
            Map.entry("analytics", Set.of("feedbackrequest", "template", "company", "access", "problem", "kernel")),
            Map.entry("screening", Set.of("company")),
            Map.entry("sentiment", Set.of()),
            Map.entry("review", Set.of("screening", "feedbackrequest", "company", "access", "problem", "kernel")),
            Map.entry("template", Set.of("company", "access", "problem", "kernel")),
            Map.entry("alert", Set.of("template", "delivery", "company", "access", "kernel")),
            Map.entry(
                    "activity",
                    Set.of("analytics", "alert", "template", "sentiment", "company", "access", "problem", "kernel")),
            Map.entry("privacy", Set.of("company", "access", "problem", "kernel")),
            Map.entry("sandbox", Set.of("delivery", "delivery.mock", "company", "access", "problem", "kernel")));

    /** Methods on company data that know no company, and why they may. */
    private static final Set<String> WITHOUT_COMPANY = Set.of(
            // the scheduler asks whose turn it is, and the operator how much waits
            "OutboxRepository.turnsWithDueMessages",
            "NhsRepository.companiesWithDueReviews",
            "OutboxRepository.depth",
            "RequestErasureRepository.companiesToRedact",
            "RetentionQueries.outlived",
            "RollupRepository.companiesToFold",
            // anybody may read a published review
            "ReviewRepository.findPublished",
            "ReviewQueries.findPublished",
            // arithmetic
            "FeedbackRequestRepository.askedBefore",
            // a number out of a sequence is nobody's data yet
            "ReviewRepository.nextId",
            "CompanyRepository.nextId",
            "FeedbackTemplateRepository.nextNumber",
            // what was found within a scope brings its company along
            "ReviewEventRepository.append",
            "ActivityFeedbackRepository.read",
            // a link is found within the scope that it names
            "FeedbackRequestQueries.byLink",
            "RequestProgress.lockByLink",
            "MarkOpened.opened",
            "SubmitReview.submit",
            // an answer to a text message names no company, and is looked for with each company's own hash
            "CompanyDirectory.after",
            "OptOutEverywhere.optOut",
            "AskedRecipientRepository.companiesThatAsked",
            // makes the company
            "RegisterCompany.registerIfAbsent",
            // signs a token, and touches no data
            "IssueToken.issue",
            // a replica learns of all companies' revoked tokens, and notes when tokens were used
            "TokenRepository.revokedSince",
            "TokenRepository.noteUses",
            // calls are counted by token, which may reach several companies
            "RateLimitRepository.grant",
            "RateLimitRepository.forget");

    @ArchTest
    void arrowsAreThoseOfTheTable(JavaClasses all) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass each : all) {
            Set<String> known = found.computeIfAbsent(room(each), room -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(BASE))
                    .map(ArchitectureTest::room)
                    .filter(target -> !target.equals(room(each)))
                    .forEach(known::add);
        }
        Map<String, Set<String>> table = new TreeMap<>();
        ARROWS.forEach((room, targets) -> table.put(room, new TreeSet<>(targets)));
        assertEquals(table, found);
    }

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("org.earshot.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ENTITIES_STAY_HOME = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .haveSimpleNameEndingWith("Repository")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule SCOPES_ARE_IN_SIGNATURES = methods()
            .that()
            .areDeclaredInClassesThat(are(new DescribedPredicate<JavaClass>("repositories, queries and use cases") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getSimpleName().endsWith("Repository")
                            || type.getSimpleName().endsWith("Queries")
                            || type.getSimpleName().endsWith("Directory")
                            || type.getSimpleName().endsWith("Progress")
                            || isUseCase(type);
                }
            }))
            .and()
            .doNotHaveModifier(PRIVATE)
            .and()
            .doNotHaveModifier(SYNTHETIC)
            .should(new ArchCondition<>("take a CompanyScope or a CompanyReach") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean scoped = method.getRawParameterTypes().stream()
                            .anyMatch(type ->
                                    type.isEquivalentTo(CompanyScope.class) || type.isEquivalentTo(CompanyReach.class));
                    String name = method.getOwner().getSimpleName() + "." + method.getName();
                    events.add(new SimpleConditionEvent(
                            method, scoped || WITHOUT_COMPANY.contains(name), name + " names no company"));
                }
            });

    @ArchTest
    void trustedScopesAreMadeForTheseCallers(JavaClasses all) {
        Map<String, Set<String>> callers = new TreeMap<>();
        for (JavaAccess<?> call : all.get(TrustedScopes.class).getAccessesToSelf()) {
            if (!call.getOriginOwner().isEquivalentTo(TrustedScopes.class)) {
                callers.computeIfAbsent(call.getTarget().getName(), method -> new TreeSet<>())
                        .add(call.getOriginOwner().getSimpleName());
            }
        }
        assertEquals(
                Map.of(
                        "linkHolder",
                        Set.of("FeedbackLinks", "OptOutLinks"),
                        // behind a checked signature: the company of the message that is reported on, or all that may
                        // know
                        // whoever said STOP
                        "provider",
                        Set.of("ReportedMessage", "OptOutEverywhere"),
                        // what becomes due is worked through one company after the other
                        "scheduler",
                        Set.of(
                                "Dispatcher",
                                "FeedbackRetention",
                                "NhsDispatcher",
                                "Redaction",
                                "Retention",
                                "RollupFold")),
                callers);
    }

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule NOTHING_BLOCKS = noClasses()
            .that()
            .doNotHaveSimpleName("SandboxStart")
            .and()
            .doNotHaveSimpleName("GracefulStop")
            .should()
            .accessClassesThat()
            .areAssignableTo(UniAwait.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .accessClassesThat(resideInAPackage("java.sql"));

    @ArchTest
    static final ArchRule ENDPOINTS_SAY_WHO_MAY_CALL = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .and()
            // an interface is what we call, not what calls us
            .areDeclaredInClassesThat()
            .areNotInterfaces()
            .should(new ArchCondition<>("say who may call them") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean said = method.isAnnotatedWith(PermissionsAllowed.class)
                            || method.isAnnotatedWith(PermitAll.class)
                            || method.getOwner().isAnnotatedWith(PermitAll.class);
                    events.add(new SimpleConditionEvent(method, said, method.getFullName() + " does not"));
                }
            });

    @ArchTest
    static final ArchRule A_HANGING_UP_CLIENT_CANCELS_NOTHING = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .areNotInterfaces()
            .and()
            // only reads, for as long as somebody takes it
            .doNotHaveSimpleName("ActivityExportResource")
            .should(new ArchCondition<>("be @Cancellable(false)") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean safe = type.tryGetAnnotationOfType(Cancellable.class)
                            .filter(cancellable -> !cancellable.value())
                            .isPresent();
                    events.add(new SimpleConditionEvent(type, safe, type.getSimpleName() + " is not"));
                }
            });

    @ArchTest
    static final ArchRule CALLERS_ARE_ANSWERED_IN_TIME = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .areNotInterfaces()
            .and()
            .resideOutsideOfPackage("org.earshot.sandbox")
            .and()
            // answer in a stream, row by row
            .doNotHaveSimpleName("BulkRequestResource")
            .and()
            .doNotHaveSimpleName("ActivityExportResource")
            .should()
            .beAnnotatedWith(Timely.class);

    @ArchTest
    static final ArchRule USE_CASES_OWN_THE_TRANSACTION = methods()
            .that()
            .areAnnotatedWith(WithTransaction.class)
            .should()
            .beDeclaredInClassesThat(are(new DescribedPredicate<JavaClass>("use cases") {
                @Override
                public boolean test(JavaClass type) {
                    return isUseCase(type);
                }
            }));

    @ArchTest
    static final ArchRule NO_BLOCKING_TRANSACTIONS = noMethods().should().beAnnotatedWith(Transactional.class);

    @ArchTest
    static final ArchRule JACKSON_STAYS_INSIDE = noMethods()
            .that()
            .haveModifier(PUBLIC)
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .haveRawParameterTypes(new DescribedPredicate<>("types of Jackson") {
                @Override
                public boolean test(List<JavaClass> types) {
                    return types.stream().anyMatch(type -> type.getPackageName().startsWith("com.fasterxml"));
                }
            });

    @ArchTest
    static final ArchRule NAMES_MEAN_SOMETHING =
            noClasses().should().haveNameMatching(".*(Service|Impl|Dto|Mapper|Util|Utils|Manager|Helper)");

    /** A use case is a class that is named by a verb: {@code RequestFeedback}, not {@code FeedbackRequest}. */
    private static boolean isUseCase(JavaClass type) {
        return type.getSimpleName()
                        .matches(
                                "(Request|Submit|Confirm|Moderate|Mark|Register|Issue|Change|Revoke|Reply|Escalate|Import|Screen|Erase|Export"
                                        + "|Opt|Limit|Replay|Ask|Write|Withdraw|Publish|Suppress|Lift|Record|Delete)[A-Z]\\w+")
                && type.getMethods().stream()
                        .anyMatch(method ->
                                method.getRawReturnType().getSimpleName().equals("Uni"));
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
    }
}
