package org.earshot.access;

import java.util.Optional;
import java.util.Set;

/** All the companies whose data a token may touch: some, or every one for an operator. */
public final class CompanyReach {

    private final boolean everyCompany;
    private final Set<Long> companies;

    private CompanyReach(boolean everyCompany, Set<Long> companies) {
        this.everyCompany = everyCompany;
        this.companies = Set.copyOf(companies);
    }

    static CompanyReach ofEveryCompany() {
        return new CompanyReach(true, Set.of());
    }

    static CompanyReach of(Set<Long> companies) {
        return new CompanyReach(false, companies);
    }

    /** Whether this is an operator's reach, which no list of companies bounds. */
    public boolean everyCompany() {
        return everyCompany;
    }

    /** The numbers of the companies within reach, for a statement; empty for {@link #everyCompany}. */
    public Long[] companyIds() {
        return companies.toArray(Long[]::new);
    }

    /** The scope of the company within reach, if it is exactly one. */
    public Optional<CompanyScope> onlyScope() {
        return companies.size() == 1
                ? companies.stream().filter(id -> id > 0).findFirst().flatMap(id -> scope(new CompanyId(id)))
                : Optional.empty();
    }

    /** The scope of one company, if it lies within reach. */
    public Optional<CompanyScope> scope(CompanyId company) {
        return everyCompany || companies.contains(company.value())
                ? Optional.of(new CompanyScope(company))
                : Optional.empty();
    }
}
