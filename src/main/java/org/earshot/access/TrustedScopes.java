package org.earshot.access;

/** Scopes for the callers that show no token; the architecture test names the classes that may call each. */
public final class TrustedScopes {

    private TrustedScopes() {}

    /** For the holder of a personal or an opt-out link, who reaches nothing but what is found by that link. */
    public static CompanyScope linkHolder(CompanyId company) {
        return new CompanyScope(company);
    }

    /**
     * For what a provider of messages reports, once its signature was checked: it names the company of its message, or none,
     * and may end what is sent, nothing else.
     */
    public static CompanyScope provider(CompanyId company) {
        return new CompanyScope(company);
    }

    /** For the scheduler, while it works through what one company has due. */
    public static CompanyScope scheduler(CompanyId company) {
        return new CompanyScope(company);
    }
}
