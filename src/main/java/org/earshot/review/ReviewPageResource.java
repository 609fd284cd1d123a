package org.earshot.review;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanyDirectory.Revision;
import org.earshot.company.CompanySettings;
import org.earshot.company.Language;
import org.earshot.feedbackrequest.AskedFeedback;
import org.earshot.feedbackrequest.FeedbackRequestQueries;
import org.earshot.feedbackrequest.MarkOpened;
import org.earshot.kernel.Timely;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The page behind a personal link, for people (W64–W66). GET changes nothing, whoever follows the link. */
@Path("/r/{link}")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Cancellable(false)
@Timely
@PermitAll
class ReviewPageResource {

    private static final int UNPROCESSABLE = 422;
    private static final String PROOF = "proof";

    /** A place where people may also post. */
    @TemplateData
    record PlatformLink(String name, URI url) {}

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance form(ReviewForm page);

        static native TemplateInstance confirm(String company, String action);

        static native TemplateInstance thanks(String company, List<PlatformLink> links, String places);

        static native TemplateInstance gone();
    }

    private final FeedbackRequestQueries requests;
    private final CompanyDirectory companies;
    private final ReviewQueries reviews;
    private final MarkOpened markOpened;
    private final SubmitReview submitReview;
    private final ConfirmReview confirmReview;
    private final FormProof proof;

    ReviewPageResource(
            FeedbackRequestQueries requests,
            CompanyDirectory companies,
            ReviewQueries reviews,
            MarkOpened markOpened,
            SubmitReview submitReview,
            ConfirmReview confirmReview,
            FormProof proof) {
        this.requests = requests;
        this.companies = companies;
        this.reviews = reviews;
        this.markOpened = markOpened;
        this.submitReview = submitReview;
        this.confirmReview = confirmReview;
        this.proof = proof;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<String>> show(
            @PathParam("link") String link, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        return requests.byLink(link)
                .flatMap(found -> found.map(
                                asked -> inForce(asked).flatMap(settings -> show(link, asked, settings, accepted)))
                        .orElseGet(() -> gone(accepted)));
    }

    @POST
    @Path("/opened")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<RestResponse<Void>> opened(
            @PathParam("link") String link,
            @HeaderParam("Sec-Purpose") @DefaultValue("") String purpose,
            @HeaderParam("Purpose") @DefaultValue("") String oldPurpose) {
        if (isAhead(purpose) || isAhead(oldPurpose)) {
            return Uni.createFrom().item(RestResponse.noContent());
        }
        return markOpened.opened(link).map(alive -> {
            if (!alive) {
                throw Problem.notFound();
            }
            return RestResponse.noContent();
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> submit(
            @PathParam("link") String link,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted,
            MultivaluedMap<String, String> fields) {
        return requests.byLink(link)
                .flatMap(found -> found.map(asked ->
                                inForce(asked).flatMap(settings -> submit(link, asked, settings, fields, accepted)))
                        .orElseGet(() -> gone(accepted)));
    }

    @POST
    @Path("/confirm")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> confirm(
            @PathParam("link") String link, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        return requests.byLink(link)
                .flatMap(found -> found.flatMap(asked -> asked.reviewId().map(review -> confirm(link, asked, review)))
                        .orElseGet(() -> gone(accepted)));
    }

    /** Whether a browser calls in advance, for a page that nobody looks at yet, and perhaps nobody will. */
    private static boolean isAhead(String purpose) {
        return purpose.toLowerCase(Locale.ROOT).contains("prefetch");
    }

    private Uni<RestResponse<String>> confirm(String link, AskedFeedback asked, long review) {
        return inForce(asked)
                .flatMap(settings -> confirmReview.confirm(asked.scope(), review, settings.settings()))
                .chain(() -> backTo(link));
    }

    private Uni<RestResponse<String>> show(String link, AskedFeedback asked, Revision inForce, List<String> accepted) {
        CompanySettings settings = inForce.settings();
        Language language = language(accepted, settings.spoken());
        if (asked.reviewId().isEmpty()) {
            ReviewForm form = blank(link, asked, inForce, questions(settings, words(language)));
            return page(RestResponse.StatusCode.OK, Templates.form(form), language);
        }
        return reviews.awaitsConfirmation(asked.scope(), asked.reviewId().get())
                .flatMap(waits -> page(
                        RestResponse.StatusCode.OK,
                        waits
                                ? Templates.confirm(settings.name(), "/r/" + link + "/confirm")
                                : thanks(asked, settings, words(language)),
                        language));
    }

    private Uni<RestResponse<String>> submit(
            String link,
            AskedFeedback asked,
            Revision inForce,
            MultivaluedMap<String, String> fields,
            List<String> accepted) {
        return asked.reviewId().isPresent()
                ? backTo(link)
                : shown(link, asked, inForce, fields)
                        .flatMap(shown -> submit(link, asked, inForce, shown, fields, accepted));
    }

    /** Reads the answer in the language in which the form was shown, and keeps the questions as they were read. */
    private Uni<RestResponse<String>> submit(
            String link,
            AskedFeedback asked,
            Revision inForce,
            Revision shown,
            MultivaluedMap<String, String> fields,
            List<String> accepted) {
        CompanySettings settings = shown.settings();
        Language language = Optional.ofNullable(fields.getFirst("language"))
                .flatMap(Language::of)
                .orElseGet(() -> language(accepted, settings.spoken()));
        PageWords words = words(language);
        List<String> questions = questions(settings, words);
        ReviewForm form = blank(link, asked, shown, questions).filledIn(questions, fields, words);
        if (!form.errors().isEmpty()) {
            return page(UNPROCESSABLE, Templates.form(form), language);
        }
        boolean byPerson = proof.plausible(link, fields.getFirst(PROOF), fields.getFirst("website"));
        return submitReview
                .submit(link, questions, form.answer(), byPerson, inForce.settings())
                .flatMap(review -> review.isPresent() ? backTo(link) : gone(accepted));
    }

    private Uni<Revision> inForce(AskedFeedback asked) {
        return companies.settings(asked.scope()).map(Optional::orElseThrow);
    }

    /** The settings that the form was rendered with; those in force if it does not prove which. */
    private Uni<Revision> shown(
            String link, AskedFeedback asked, Revision inForce, MultivaluedMap<String, String> fields) {
        return proof.settings(link, fields.getFirst(PROOF))
                .filter(number -> number != inForce.number())
                .map(number -> companies.settings(asked.scope(), number).map(found -> found.orElse(inForce)))
                .orElseGet(() -> Uni.createFrom().item(inForce));
    }

    private ReviewForm blank(String link, AskedFeedback asked, Revision shown, List<String> questions) {
        return ReviewForm.blank(link, shown.settings().name(), asked, questions, proof.issue(link, shown.number()));
    }

    private static List<String> questions(CompanySettings settings, PageWords words) {
        return settings.asksDefaultQuestions()
                ? List.of(words.satisfied(), words.service(), words.recommend())
                : settings.questions();
    }

    private static TemplateInstance thanks(AskedFeedback asked, CompanySettings settings, PageWords words) {
        List<PlatformLink> links = links(asked, settings);
        String places = links.stream().map(PlatformLink::name).reduce(words::or).orElse("");
        return Templates.thanks(settings.name(), links, places);
    }

    private static Language language(List<String> accepted, List<Language> offered) {
        return Language.preferred(String.join(",", accepted), offered);
    }

    private static PageWords words(Language language) {
        return MessageBundles.get(PageWords.class, Localized.Literal.of(language.code()));
    }

    /** Rendered here: the framework's own rendering refuses a call with a malformed Accept-Language (W11). */
    private static Uni<RestResponse<String>> page(int status, TemplateInstance page, Language language) {
        return page.setLocale(language.code())
                .createUni()
                .map(html -> RestResponse.ResponseBuilder.<String>create(status)
                        .entity(html)
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.code())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                        .build());
    }

    private static List<PlatformLink> links(AskedFeedback asked, CompanySettings settings) {
        return asked.links(settings).entrySet().stream()
                .map(link -> new PlatformLink(capitalised(link.getKey().name()), link.getValue()))
                .toList();
    }

    private static String capitalised(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /** After a POST the browser is sent back to the page, so that reloading it submits nothing again. */
    private static Uni<RestResponse<String>> backTo(String link) {
        return Uni.createFrom().item(RestResponse.seeOther(URI.create("/r/" + link)));
    }

    /** Of a dead link nobody can tell whose it was, so that all languages are on offer. */
    private static Uni<RestResponse<String>> gone(List<String> accepted) {
        return page(
                RestResponse.StatusCode.NOT_FOUND, Templates.gone(), language(accepted, List.of(Language.values())));
    }
}
