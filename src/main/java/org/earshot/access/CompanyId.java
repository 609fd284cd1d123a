package org.earshot.access;

/** The number by which a tenant is known. */
public record CompanyId(long value) {

    public CompanyId {
        if (value < 1) {
            throw new IllegalArgumentException("A company id is positive");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
