package org.earshot.delivery;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Function;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.company.Language;
import org.earshot.delivery.OptOutLinks.FoundOptOut;
import org.earshot.kernel.Timely;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * The page behind an opt-out link, for people, and for the mail programs that opt out with one click (RFC 8058). GET
 * changes nothing, whoever follows the link.
 */
@Path("/u/{token}")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Consumes(MediaType.WILDCARD)
@Cancellable(false)
@Timely
@PermitAll
class UnsubscribePageResource {

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance ask(String company, String action);

        static native TemplateInstance done(String company, String undo);

        static native TemplateInstance undone(String company, String action);

        static native TemplateInstance unknown();
    }

    private final OptOutLinks links;
    private final OptOut optOut;
    private final WithdrawOptOut withdrawOptOut;
    private final SuppressionQueries suppressions;
    private final CompanyDirectory companies;

    UnsubscribePageResource(
            OptOutLinks links,
            OptOut optOut,
            WithdrawOptOut withdrawOptOut,
            SuppressionQueries suppressions,
            CompanyDirectory companies) {
        this.links = links;
        this.optOut = optOut;
        this.withdrawOptOut = withdrawOptOut;
        this.suppressions = suppressions;
        this.companies = companies;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<String>> show(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        return found(
                token,
                accepted,
                holder -> suppressions
                        .find(holder.scope(), holder.recipient())
                        .flatMap(listed -> named(
                                holder,
                                accepted,
                                company -> listed.filter(entry -> entry.reason().byPerson())
                                                .isPresent()
                                        ? done(company, token)
                                        : Templates.ask(company, "/u/" + token))));
    }

    /** Answers at once and with a page: a mail program follows no redirect. */
    @POST
    @Operation(hidden = true)
    public Uni<RestResponse<String>> optOut(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        return found(
                token,
                accepted,
                holder -> optOut.optOut(holder.scope(), holder.recipient())
                        .chain(() -> named(holder, accepted, company -> done(company, token))));
    }

    @POST
    @Path("/undo")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> undo(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        return found(
                token,
                accepted,
                holder -> withdrawOptOut
                        .withdraw(holder.scope(), holder.recipient())
                        .chain(() -> named(holder, accepted, company -> Templates.undone(company, "/u/" + token))));
    }

    private static TemplateInstance done(String company, String token) {
        return Templates.done(company, "/u/" + token + "/undo");
    }

    /** Of a link that is none of ours nobody can tell whose it was, so that all languages are on offer. */
    private Uni<RestResponse<String>> found(
            String token, List<String> accepted, Function<FoundOptOut, Uni<RestResponse<String>>> serve) {
        return links.read(token)
                .map(serve)
                .orElseGet(() -> page(
                        RestResponse.StatusCode.NOT_FOUND,
                        Templates.unknown(),
                        language(accepted, List.of(Language.values()))));
    }

    /** The page with the company's name, as people read it now, in the one of its languages that they like best. */
    private Uni<RestResponse<String>> named(
            FoundOptOut holder, List<String> accepted, Function<String, TemplateInstance> page) {
        return companies.settings(holder.scope()).flatMap(revision -> {
            CompanySettings settings = revision.orElseThrow().settings();
            return page(RestResponse.StatusCode.OK, page.apply(settings.name()), language(accepted, settings.spoken()));
        });
    }

    private static Language language(List<String> accepted, List<Language> offered) {
        return Language.preferred(String.join(",", accepted), offered);
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
}
