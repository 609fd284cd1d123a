package org.earshot.access;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.kernel.Page;

/** Reads personal tokens. */
@Singleton
class TokenQueries {

    /** A page of tokens, and how many there are in all. */
    record Slice(List<PersonalToken> tokens, long total) {}

    private final TokenRepository tokens;

    TokenQueries(TokenRepository tokens) {
        this.tokens = tokens;
    }

    /** A page of a company's tokens, newest first; fails with FORBIDDEN for an unknown company. */
    Uni<Slice> newest(CompanyScope scope, Page page) {
        return tokens.newest(scope, page.size(), page.skip())
                .flatMap(list -> tokens.count(scope).map(total -> new Slice(list, total)))
                .call(slice -> slice.total() > 0 ? Uni.createFrom().voidItem() : tokens.demandCompany(scope));
    }
}
