package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever follows the links of a list sees all of it, once. */
@ExtendWith(InstancioExtension.class)
@Tag("W43")
class PagePropertiesTest {

    private static final int MANY = 2000;
    private static final Pattern LINK = Pattern.compile("<([^>]+)\\?limit=(\\d+)&page=(\\d+)>; rel=\"(\\w+)\"");

    private static Map<String, Page> links(Page page, long total) {
        Map<String, Page> links = new TreeMap<>();
        Matcher link = LINK.matcher(page.links("/list", total));
        while (link.find()) {
            links.put(link.group(4), new Page(Integer.parseInt(link.group(3)), Integer.parseInt(link.group(2))));
        }
        return links;
    }

    @Test
    void fromPageToPageEverythingIsSeenOnceForthAndBack(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            int size = samples.between(1, 100);
            long total = samples.between(0L, 3000L);
            Page page = new Page(1, size);
            long seen = 0;
            while (true) {
                assertEquals(seen, page.skip());
                seen += Math.min(size, total - page.skip());
                Page next = links(page, total).get("next");
                if (next == null) {
                    break;
                }
                assertEquals(page, links(next, total).get("prev"));
                page = next;
            }
            assertEquals(total, seen);
            if (total > size) {
                assertEquals(page, links(page, total).get("last"));
                assertEquals(new Page(1, size), links(page, total).get("first"));
            }
        }
    }

    @Test
    void anyTextIsAPageOrAComplaint(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            String text = samples.oneOf(samples.text(12), Long.toString(samples.between(-5L, 3_000_000_000L)), null);
            String limit = samples.oneOf(samples.text(12), Integer.toString(samples.between(-2, 300)), null);
            Map<String, String> complaints = new TreeMap<>();
            Page page = Page.parse(text, limit, 100, complaints::put);
            assertTrue(page.number() >= 1 && page.size() >= 1 && page.size() <= 100 && page.skip() >= 0);
            if (text != null && !text.isBlank() && !complaints.containsKey("page")) {
                assertEquals(text.strip(), text.strip().replaceAll("[^0-9]", ""));
                assertEquals(Long.parseLong(text.strip()), page.number());
            }
        }
    }
}
