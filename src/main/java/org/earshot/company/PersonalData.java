package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.CompanyScope;

/**
 * What a package keeps of people, which it can find, hand out and erase (W79). Each package that stores text of people
 * implements it. All methods join the caller's transaction. The higher the package, the higher its {@code @Priority}:
 * what hangs on the records of another is asked, and erased, before them.
 */
public interface PersonalData {

    /** The columns with text that this answers for, each as {@code table.column}. */
    Set<String> columns();

    /** What is kept of a recipient: kind of record → the numbers of the records; every kind, though there be none. */
    Uni<Map<String, List<Long>>> find(SqlConnection transaction, CompanyScope scope, Recipient recipient);

    /** All of that in full, as the recipient may read it: kind of record → the records, which can be written as JSON. */
    Uni<Map<String, List<Object>>> export(SqlConnection transaction, CompanyScope scope, Recipient recipient);

    /** Erases it, and answers with what was erased, as {@link #find} does. */
    Uni<Map<String, List<Long>>> erase(SqlConnection transaction, CompanyScope scope, Recipient recipient);
}
