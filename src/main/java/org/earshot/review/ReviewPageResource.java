package org.earshot.review;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanyDirectory.Revision;
import org.earshot.company.CompanySettings;
import org.earshot.feedbackrequest.AskedFeedback;
import org.earshot.feedbackrequest.FeedbackRequestQueries;
import org.earshot.feedbackrequest.MarkOpened;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The page behind a personal link, for people (W64–W66). GET changes nothing, whoever follows the link. */
@Path("/r/{link}")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Cancellable(false)
@PermitAll
class ReviewPageResource {

    private static final int UNPROCESSABLE = 422;
    private static final String PROOF = "proof";

    /** A place where people may also post. */
    record PlatformLink(String name, URI url) {}

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance form(ReviewForm page);

        static native TemplateInstance confirm(String company, String action);

        static native TemplateInstance thanks(String company, List<PlatformLink> links);

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
    public Uni<RestResponse<TemplateInstance>> show(@PathParam("link") String link) {
        return requests.byLink(link)
                .flatMap(found -> found.map(asked -> inForce(asked).flatMap(settings -> show(link, asked, settings)))
                        .orElseGet(ReviewPageResource::gone));
    }

    @POST
    @Path("/opened")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<RestResponse<Void>> opened(@PathParam("link") String link) {
        return markOpened
                .opened(link)
                .map(alive -> alive ? RestResponse.noContent() : RestResponse.status(RestResponse.Status.NOT_FOUND));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<TemplateInstance>> submit(
            @PathParam("link") String link, MultivaluedMap<String, String> fields) {
        return requests.byLink(link)
                .flatMap(found -> found.map(
                                asked -> inForce(asked).flatMap(settings -> submit(link, asked, settings, fields)))
                        .orElseGet(ReviewPageResource::gone));
    }

    @POST
    @Path("/confirm")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<RestResponse<TemplateInstance>> confirm(@PathParam("link") String link) {
        return requests.byLink(link)
                .flatMap(found -> found.flatMap(asked -> asked.reviewId().map(review -> confirm(link, asked, review)))
                        .orElseGet(ReviewPageResource::gone));
    }

    private Uni<RestResponse<TemplateInstance>> confirm(String link, AskedFeedback asked, long review) {
        return inForce(asked)
                .flatMap(settings -> confirmReview.confirm(asked.scope(), review, settings.settings()))
                .chain(() -> backTo(link));
    }

    private Uni<RestResponse<TemplateInstance>> show(String link, AskedFeedback asked, Revision inForce) {
        if (asked.reviewId().isEmpty()) {
            return Uni.createFrom().item(RestResponse.ok(Templates.form(blank(link, asked, inForce))));
        }
        CompanySettings settings = inForce.settings();
        return reviews.awaitsConfirmation(asked.scope(), asked.reviewId().get())
                .map(waits -> RestResponse.ok(
                        waits
                                ? Templates.confirm(settings.name(), "/r/" + link + "/confirm")
                                : Templates.thanks(settings.name(), links(asked, settings))));
    }

    private Uni<RestResponse<TemplateInstance>> submit(
            String link, AskedFeedback asked, Revision inForce, MultivaluedMap<String, String> fields) {
        return asked.reviewId().isPresent()
                ? backTo(link)
                : shown(link, asked, inForce, fields).flatMap(shown -> submit(link, asked, inForce, shown, fields));
    }

    private Uni<RestResponse<TemplateInstance>> submit(
            String link, AskedFeedback asked, Revision inForce, Revision shown, MultivaluedMap<String, String> fields) {
        List<String> questions = shown.settings().questions();
        ReviewForm form = blank(link, asked, shown).filledIn(questions, fields);
        if (!form.errors().isEmpty()) {
            return Uni.createFrom()
                    .item(RestResponse.ResponseBuilder.<TemplateInstance>create(UNPROCESSABLE)
                            .entity(Templates.form(form))
                            .build());
        }
        boolean byPerson = proof.plausible(link, fields.getFirst(PROOF), fields.getFirst("website"));
        return submitReview
                .submit(link, questions, form.answer(), byPerson, inForce.settings())
                .flatMap(review -> review.isPresent() ? backTo(link) : gone());
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

    private ReviewForm blank(String link, AskedFeedback asked, Revision shown) {
        CompanySettings settings = shown.settings();
        return ReviewForm.blank(link, settings.name(), asked, settings.questions(), proof.issue(link, shown.number()));
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
    private static Uni<RestResponse<TemplateInstance>> backTo(String link) {
        return Uni.createFrom().item(RestResponse.seeOther(URI.create("/r/" + link)));
    }

    private static Uni<RestResponse<TemplateInstance>> gone() {
        return Uni.createFrom().item(RestResponse.status(RestResponse.Status.NOT_FOUND, Templates.gone()));
    }
}
