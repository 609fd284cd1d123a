package org.earshot.company;

import java.util.Optional;
import org.earshot.access.CompanyScope;

/** Reads whom a company means; implemented by the package that asks people, which knows what an address is (W17). */
public interface RecipientReader {

    /** The recipient at this address or number; empty if it is none of this type. */
    Optional<Recipient> read(CompanyScope scope, CompanySettings settings, Recipient.Type type, String destination);
}
