package org.earshot.delivery.inbound;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;

/**
 * A message as a provider names it when it reports what became of it: by its idempotency key, or by the Message-ID of an
 * email. It may not exist.
 *
 * @param word the message's kind, or what it is about
 * @param subject the number of what it is about; the message's own may follow
 */
record ReportedMessage(CompanyScope scope, String word, long subject) {

    private static final Pattern KEY =
            Pattern.compile("(?<word>[a-z]{1,40})-(?<company>[1-9][0-9]{0,17})-(?<subject>[1-9][0-9]{0,17})"
                    + "(?:-[1-9][0-9]{0,17})?");

    /**
     * Reads a name that was reported behind a valid signature; empty if it is none of ours.
     *
     * @param host the right half of our Message-IDs: another instance, with the same account at the provider, has another
     */
    static Optional<ReportedMessage> read(String name, String host) {
        String bare = name.startsWith("<") && name.endsWith(">") ? name.substring(1, name.length() - 1) : name;
        int at = bare.lastIndexOf('@');
        if (at >= 0 && !bare.substring(at + 1).toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        Matcher key = KEY.matcher(at < 0 ? bare : bare.substring(0, at));
        return key.matches()
                ? Optional.of(new ReportedMessage(
                        TrustedScopes.provider(new CompanyId(Long.parseLong(key.group("company")))),
                        key.group("word"),
                        Long.parseLong(key.group("subject"))))
                : Optional.empty();
    }
}
