package org.earshot.access;

/** The right to touch the data of one company; whoever holds one has passed a check of this package. */
public final class CompanyScope {

    private final CompanyId company;

    CompanyScope(CompanyId company) {
        this.company = company;
    }

    /** The company whose data may be touched. */
    public CompanyId company() {
        return company;
    }

    /** The company's number, for the first parameter of a statement. */
    public long companyId() {
        return company.value();
    }
}
