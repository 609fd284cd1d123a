package org.earshot.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.kernel.Text;

/**
 * What a provider's server said, as far as it may be kept as a reason: one short line, in which neither the recipient nor
 * the message is quoted. Addresses and links are blanked out; words that quote anything else of the message are dropped.
 */
public final class ServerWords {

    private static final int LONGEST_READ = 2_000;
    private static final int LONGEST = 200;
    private static final int SHORTEST_NUMBER = 7;
    private static final String BLANK = "[…]";
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"'(),;:\\[\\]]*@[^\\s<>\"'(),;:\\[\\]]*");
    private static final Pattern LINK = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://\\S*");

    private ServerWords() {}

    /** The words, or nothing if nothing of them may be kept. */
    public static Optional<String> of(String said, OutgoingMessage message) {
        String beginning = said.substring(0, Math.min(said.length(), LONGEST_READ));
        String line =
                LINK.matcher(beginning.strip().replaceAll("[\\s\\p{Cc}]+", " ")).replaceAll(BLANK);
        line = number(message.destination())
                .matcher(ADDRESS.matcher(line).replaceAll(BLANK))
                .replaceAll(BLANK);
        if (line.length() > LONGEST) {
            line = line.substring(0, LONGEST - 1) + "…";
        }
        boolean keep = line.codePoints().anyMatch(Character::isLetterOrDigit)
                && Text.isOneLine(line)
                && !quotes(line.toLowerCase(Locale.ROOT), message);
        return keep ? Optional.of(line) : Optional.empty();
    }

    private static boolean quotes(String line, OutgoingMessage message) {
        Stream<String> parts = message instanceof OutgoingMessage.Email email
                ? Stream.of(mailbox(email.destination()), email.subject())
                : Stream.of(message.destination());
        return Stream.concat(parts, LINK.splitAsStream(message.text()).flatMap(String::lines))
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(part -> part.codePoints().anyMatch(Character::isLetterOrDigit))
                .anyMatch(part -> Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(part) + "(?![\\p{L}\\d])")
                        .matcher(line)
                        .find());
    }

    private static String mailbox(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('@')));
    }

    /** Finds a phone number by its last digits, however it is grouped; an address has none to be found. */
    private static Pattern number(String destination) {
        String digits = destination.contains("@") ? "" : destination.replaceAll("\\D", "");
        if (digits.length() < SHORTEST_NUMBER) {
            return Pattern.compile("(?!)");
        }
        List<String> last = digits.substring(digits.length() - SHORTEST_NUMBER)
                .chars()
                .mapToObj(digit -> String.valueOf((char) digit))
                .toList();
        return Pattern.compile("(?:[+(\\d][\\d() ./-]*)?" + last.stream().collect(Collectors.joining("[() ./-]{0,2}")));
    }
}
