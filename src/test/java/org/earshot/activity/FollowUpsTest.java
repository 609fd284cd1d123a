package org.earshot.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.earshot.access.Permission;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be done about feedback, over HTTP. */
@QuarkusTest
@Tag("A32")
class FollowUpsTest {

    private static final String PATH = "/v1/follow-ups";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final long SEED = 20261121;

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private RequestSpecification as(Object... companies) {
        return Sandbox.as(Feedbacks.ALL, companies);
    }

    private ValidatableResponse list(String query) {
        return as(company).urlEncodingEnabled(false).get(PATH + query).then();
    }

    /** Items are named {@code <feedback>/<index>}. */
    private void finds(String query, String... names) {
        assertEquals(List.of(names), names(list(query).statusCode(200).extract().response()), query);
        list(query).body("paging.total", equalTo(names.length));
    }

    private static List<String> names(Response answer) {
        JsonPath json = answer.jsonPath();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < json.getList("data").size(); i++) {
            names.add(name(json.getString("data[" + i + "].feedback._id"), json.getInt("data[" + i + "].index")));
        }
        return names;
    }

    private static String name(String feedback, int index) {
        return feedback + "/" + index;
    }

    private static Map<String, Object> action(Object... namesAndValues) {
        Map<String, Object> action = new HashMap<>(Map.of("action_type", "call"));
        action.putAll(Settings.fields(namesAndValues));
        return action;
    }

    private void plan(String feedback, List<Map<String, Object>> actions) {
        Feedbacks.patch(company, feedback, Map.of("follow_up_actions", actions))
                .then()
                .statusCode(200);
    }

    /** Records feedback with one action, and answers with the item's name. */
    private String planned(Object... namesAndValues) {
        String feedback = Feedbacks.newId(company);
        plan(feedback, List.of(action(namesAndValues)));
        return name(feedback, 0);
    }

    private Response change(String name, Object... namesAndValues) {
        return as(company)
                .contentType(ContentType.JSON)
                .body(Settings.fields(namesAndValues))
                .patch(PATH + "/" + name);
    }

    @Test
    @Tag("A24")
    void anEmptyListIsAnAnswer() {
        Feedbacks.newId(company);
        list("").statusCode(200)
                .body("keySet()", contains("success", "data", "paging"))
                .body("success", equalTo(true))
                .body("data", hasSize(0))
                .body("paging", equalTo(Map.of("total", 0, "page", 1, "per_page", 25, "pages", 0)))
                .header("X-Total-Count", "0");
    }

    @Test
    void anItemTellsTheActionAndTheFeedback() {
        JsonPath feedback =
                Feedbacks.recorded(company, "client", "c1", "activity_id", "visit-1", "overall_satisfaction", 2);
        String id = feedback.getString("data._id");
        Map<String, Object> call =
                action("priority", "high", "assigned_to", "rep-9", "due_date", "2026-02-14", "status", "in_progress");
        plan(id, List.of(call, action()));
        list("").body("data[0].keySet()", containsInAnyOrder("index", "action", "feedback"))
                .body("data[0].index", equalTo(0))
                .body("data[0].action", equalTo(call))
                .body(
                        "data[0].feedback",
                        equalTo(Map.of(
                                "_id",
                                id,
                                "activity_type",
                                "sales_visit",
                                "activity_id",
                                "visit-1",
                                "rep",
                                "rep-7",
                                "client",
                                "c1",
                                "overall_satisfaction",
                                2,
                                "company_namespace",
                                List.of("tenant-" + company),
                                "createdAt",
                                feedback.getString("data.createdAt"),
                                "__v",
                                1)))
                .body("data[1].index", equalTo(1))
                .body("data[1].action", equalTo(Map.of("action_type", "call", "status", "pending")));
    }

    @Test
    @Tag("A20")
    void theClientOfAnonymousFeedbackIsNotThere() {
        String feedback = Feedbacks.newId(company, "client", "c1", "is_anonymous", true);
        plan(feedback, List.of(action()));
        list("").body(
                        "data[0].feedback.keySet()",
                        containsInAnyOrder(
                                "_id",
                                "activity_type",
                                "rep",
                                "overall_satisfaction",
                                "company_namespace",
                                "createdAt",
                                "__v"));
    }

    @Test
    @Tag("A23")
    void whatIsDueFirstComesFirst() {
        String whenever = planned("priority", "high");
        String late = planned("due_date", "2026-12-31", "priority", "high");
        String soonLow = planned("due_date", "2026-02-14", "priority", "low");
        String soon = planned("due_date", "2026-02-14");
        String soonHigh = planned("due_date", "2026-02-14", "priority", "high");
        String soonMedium = planned("due_date", "2026-02-14", "priority", "medium");
        String early = planned("due_date", "0000-01-01");
        String soonHighNewer = planned("due_date", "2026-02-14", "priority", "high");
        Sandbox.advance(Duration.ofDays(400));
        String newest = Feedbacks.newId(company);
        plan(newest, List.of(action(), action("due_date", "2026-02-14", "priority", "high"), action()));
        finds(
                "",
                early,
                name(newest, 1),
                soonHighNewer,
                soonHigh,
                soonMedium,
                soonLow,
                soon,
                late,
                whenever,
                name(newest, 0),
                name(newest, 2));
    }

    @Test
    @Tag("A22")
    void filtersAreJoined() {
        String call = planned("assigned_to", "Ann O'Neil", "due_date", "2026-02-14", "priority", "high");
        String visit = planned(
                "action_type", "visit", "assigned_to", "rep-9", "due_date", "2026-02-15", "status", "in_progress");
        String mail = planned("action_type", "email", "status", "completed", "due_date", "2026-02-16");
        String feedback = Feedbacks.newId(company, "rep", "rep 8");
        plan(feedback, List.of(action("priority", "low")));
        String low = name(feedback, 0);
        finds("?status=pending", call, low);
        finds("?status=completed", mail);
        for (String spelling : List.of(
                "status=pending&status=in_progress",
                "status[]=pending&status[]=in_progress",
                "status=pending,in_progress",
                "status=%5B%22in_progress%22,%22pending%22%5D")) {
            finds("?" + spelling, call, visit, low);
        }
        finds("?status=pending,in_progress,completed", call, visit, mail, low);
        finds("?status=in_progress,completed", visit, mail);
        finds("?assigned_to=Ann%20O%27Neil", call);
        finds("?assigned_to=rep-9&status=pending");
        finds("?assigned_to=rep-9&status=in_progress", visit);
        finds("?due_before=2026-02-14");
        finds("?due_before=2026-02-15", call);
        finds("?due_before=9999-12-31", call, visit, mail);
        finds("?due_before=2026-02-17&status=completed", mail);
        finds("?action_type=visit,email", visit, mail);
        finds("?priority=high&priority=low", call, low);
        finds("?rep=rep%208", low);
        finds("?rep=rep-7&status=pending", call);
        finds("?rep=nobody");
        finds(
                "?status=&assigned_to=&due_before=&priority=null&action_type=&rep=&cursor=&colour=red",
                call,
                visit,
                mail,
                low);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=done",
                "status=pending,done",
                "status=PENDING",
                "action_type=dance",
                "priority=urgent",
                "due_before=2026-02-30",
                "due_before=14.2.2026",
                "due_before=tomorrow",
                "page=0",
                "per_page=101",
                "cursor=7",
                "cursor=697dbd2800000000000004d2"
            })
    @Tag("A22")
    void whatCannotBeMeantIsABadRequestThatNamesIt(String query) {
        list("?" + query)
                .statusCode(400)
                .body("keySet()", contains("success", "error"))
                .body("error", containsString(query.substring(0, query.indexOf('='))));
    }

    @Test
    @Tag("A22")
    void allBadParametersAreNamed() {
        list("?status=done&due_before=x&priority=urgent")
                .statusCode(400)
                .body("error", containsString("status"))
                .body("error", containsString("due_before"))
                .body("error", containsString("priority"));
    }

    @Test
    @Tag("A22")
    @Tag("A24")
    void aWalkSeesEachActionOnce() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String feedback = Feedbacks.newId(company);
            plan(feedback, List.of(action("due_date", "2026-02-14"), action("due_date", "2026-02-14"), action()));
            // the newest first
            all.addAll(0, List.of(name(feedback, 0), name(feedback, 1)));
            all.add(all.size() - i, name(feedback, 2));
            planned("status", "completed");
        }
        assertEquals(all, walk("?status=pending&per_page=2"));
        assertEquals(all, walk("?status=pending&per_page=4&assigned_to="));
        assertNull(list("?status=pending&per_page=9").extract().header("Link"));
        list("?status=pending&per_page=4&page=3")
                .body("data", hasSize(1))
                .body("paging", equalTo(Map.of("total", 9, "page", 3, "per_page", 4, "pages", 3)))
                .header("X-Total-Count", "9");
        list("?status=pending&per_page=4&page=4").statusCode(200).body("data", hasSize(0));
    }

    @Test
    @Tag("A24")
    void whatComesAndGoesMeanwhileDoesNotShiftAWalk() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            newestFirst.add(0, planned());
        }
        Response first = as(company).get(PATH + "?per_page=2&status=pending");
        planned();
        planned("due_date", "2026-02-14");
        Feedbacks.delete(company, newestFirst.get(1).split("/")[0]).then().statusCode(200);
        change(newestFirst.get(2), "status", "completed", "__v", 1).then().statusCode(200);
        Response second = as(company).urlEncodingEnabled(false).get(next(first));
        assertEquals(newestFirst.subList(3, 5), names(second));
        second.then().body("paging.page", equalTo(2)).body("paging.total", equalTo(6));
    }

    private List<String> walk(String query) {
        List<String> seen = new ArrayList<>();
        String path = PATH + query;
        for (int page = 1; !path.isEmpty(); page++) {
            Response answer = as(company).urlEncodingEnabled(false).get(path);
            answer.then().statusCode(200).body("paging.page", equalTo(page));
            seen.addAll(names(answer));
            path = next(answer);
        }
        return seen;
    }

    private static String next(Response answer) {
        Matcher next = NEXT.matcher(String.valueOf(answer.header("Link")));
        return next.matches() ? next.group(1) : "";
    }

    @Test
    @Tag("A17")
    @Tag("A29")
    void aNamespaceMatchesWithinTheTokensReachAlone() {
        int other = Tenants.plain();
        String own = "tenant-" + company;
        String others = "tenant-" + other;
        String plain = planned("priority", "high");
        String labelled = planned();
        relabel(labelled, other, List.of(own, others));
        String foreign = Feedbacks.newId(other);
        Feedbacks.patch(other, foreign, Map.of("follow_up_actions", List.of(action())))
                .then()
                .statusCode(200);
        finds("", plain, labelled);
        finds("?company_namespace=" + own, plain, labelled);
        // the label is there, but it is none of this token's
        finds("?company_namespace=" + others);
        finds("?company_namespace=nobody");
        finds("?company_namespace=nobody," + own, plain, labelled);
        assertEquals(List.of(name(foreign, 0)), names(as(other).get(PATH)));
        assertEquals(
                List.of(plain, name(foreign, 0), labelled),
                names(as(company, other).get(PATH)));
        for (RequestSpecification both : List.of(as(company, other), as("*"))) {
            assertEquals(List.of(name(foreign, 0), labelled), names(both.get(PATH + "?company_namespace[]=" + others)));
        }
        relabel(labelled, other, List.of(own));
        assertEquals(List.of(name(foreign, 0)), names(as(company, other).get(PATH + "?company_namespace=" + others)));
    }

    private void relabel(String name, int other, List<String> namespaces) {
        as(company, other)
                .contentType(ContentType.JSON)
                .body(Map.of("company_namespace", namespaces))
                .patch(Feedbacks.PATH + "/" + name.split("/")[0])
                .then()
                .statusCode(200);
    }

    @Test
    @Tag("A10")
    @Tag("A25")
    void theListFollowsTheFeedback() {
        String feedback = Feedbacks.newId(company);
        plan(feedback, List.of(action("assigned_to", "rep-9"), action("action_type", "visit")));
        finds("?assigned_to=rep-9", name(feedback, 0));
        plan(feedback, List.of(action("action_type", "visit"), action("assigned_to", "rep-8")));
        finds("?assigned_to=rep-9");
        finds("?assigned_to=rep-8", name(feedback, 1));
        Feedbacks.patch(company, feedback, Map.of("overall_satisfaction", 1))
                .then()
                .statusCode(200);
        list("").body("data.feedback.overall_satisfaction", contains(1, 1));
        plan(feedback, List.of());
        finds("");
        plan(feedback, List.of(action()));
        finds("", name(feedback, 0));
        Feedbacks.delete(company, feedback).then().statusCode(200);
        finds("");
        change(name(feedback, 0), "status", "completed", "__v", 5).then().statusCode(404);
    }

    @Test
    void anActionIsCompletedFromTheList() {
        String feedback = Feedbacks.newId(company, "nps_score", 3);
        Map<String, Object> visit = action("action_type", "visit", "priority", "low", "due_date", "2026-02-14");
        plan(feedback, List.of(action(), visit));
        JsonPath before = Feedbacks.get(company, feedback).jsonPath();
        Sandbox.advance(Duration.ofMinutes(5));
        visit.put("status", "completed");
        change(name(feedback, 1), "status", "completed", "__v", 1, "priority", "high")
                .then()
                .statusCode(200)
                .body("keySet()", contains("success", "data"))
                .body("data.index", equalTo(1))
                .body("data.action", equalTo(visit))
                .body("data.feedback._id", equalTo(feedback))
                .body("data.feedback.__v", equalTo(2));
        finds("?status=completed", name(feedback, 1));
        finds("?status=pending,in_progress", name(feedback, 0));
        Map<String, Object> expected = new HashMap<>(before.getMap("data"));
        JsonPath after = Feedbacks.get(company, feedback).jsonPath();
        assertTrue(after.getString("data.modifiedAt").compareTo(before.getString("data.modifiedAt")) > 0);
        expected.put("modifiedAt", after.getString("data.modifiedAt"));
        expected.put("__v", 2);
        expected.put("follow_up_actions", List.of(action("status", "pending"), visit));
        assertEquals(expected, after.getMap("data"));
        // again: nothing changes
        change(name(feedback, 1), "status", "completed", "__v", 2).then().body("data.feedback.__v", equalTo(2));
        Feedbacks.get(company, feedback).then().body("data", equalTo(expected));
    }

    @Test
    void whoHasNotSeenTheLastChangeChangesNothing() {
        String feedback = Feedbacks.newId(company);
        plan(feedback, List.of(action("assigned_to", "one")));
        plan(feedback, List.of(action("assigned_to", "two")));
        change(name(feedback, 0), "status", "completed", "__v", 1)
                .then()
                .statusCode(409)
                .body("keySet()", contains("success", "error"))
                .body("success", equalTo(false));
        finds("?status=pending", name(feedback, 0));
        plan(feedback, List.of());
        change(name(feedback, 0), "status", "completed", "__v", 2).then().statusCode(409);
        change(name(feedback, 0), "status", "completed", "__v", 3).then().statusCode(404);
    }

    /** Both have read the feedback before either can change it. */
    @Test
    void ofTwoWhoChangeAtOnceOneIsTold() throws Exception {
        String feedback = Feedbacks.newId(company);
        plan(feedback, List.of(action(), action()));
        Database database = Database.ofService();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            try (Database.Lock lock =
                    database.hold("select 1 from activity_feedback where company_id = ? for update", (long) company)) {
                for (int i = 0; i < 2; i++) {
                    String name = name(feedback, i);
                    answers.add(callers.submit(() ->
                            change(name, "status", "in_progress", "__v", 1).statusCode()));
                }
                database.await(
                        2,
                        "select count(*) from pg_stat_activity"
                                + " where wait_event_type = 'Lock' and query like '%activity_feedback%for update'");
            }
            List<Integer> statuses =
                    List.of(answers.get(0).get(), answers.get(1).get());
            assertTrue(statuses.containsAll(List.of(200, 409)), statuses.toString());
        } finally {
            callers.shutdownNow();
        }
        list("?status=in_progress").body("paging.total", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "%s/2, 404",
        "%s/999, 404",
        "%s/-1, 400",
        "%s/x, 400",
        "%s/1000, 400",
        "7/0, 400",
        "507f1f77bcf86cd799439011/0, 404"
    })
    @Tag("A5")
    void whatIsNotThereCannotChange(String name, int status) {
        String feedback = Feedbacks.newId(company);
        plan(feedback, List.of(action(), action()));
        change(name.formatted(feedback), "status", "completed", "__v", 1)
                .then()
                .statusCode(status)
                .body("keySet()", contains("success", "error"));
    }

    @Test
    @Tag("A12")
    void everyBadFieldIsNamed() {
        String name = planned();
        change(name).then().statusCode(422).body("errors.keySet()", contains("status", "__v"));
        change(name, "status", "done", "__v", -1)
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains("status", "__v"));
        as(company)
                .contentType(ContentType.JSON)
                .body("[")
                .patch(PATH + "/" + name)
                .then()
                .statusCode(400);
        finds("?status=pending", name);
    }

    @Test
    @Tag("A2")
    @Tag("A3")
    void theRootAndTheApiKeyLeadHereToo() {
        String name = planned();
        String token = Sandbox.token(Feedbacks.ALL, company);
        Response answer = given().header("api-key", token).get("/follow-ups?status=pending");
        answer.then().statusCode(200);
        assertEquals(List.of(name), names(answer));
        given().header("api-key", token)
                .contentType(ContentType.JSON)
                .body(Map.of("status", "completed", "__v", 1))
                .patch("/follow-ups/" + name)
                .then()
                .statusCode(200);
        given().get(PATH).then().statusCode(401).body("keySet()", contains("success", "error"));
        Sandbox.as(Permission.Scope.ACTIVITY_WRITE, company).get(PATH).then().statusCode(403);
        Sandbox.as(Permission.Scope.ACTIVITY_READ, company)
                .contentType(ContentType.JSON)
                .body(Map.of("status", "pending", "__v", 2))
                .patch(PATH + "/" + name)
                .then()
                .statusCode(403);
        as(company).delete(PATH).then().statusCode(405);
    }

    /** Whatever was changed, by either way, the list holds what the feedback says, in its order. */
    @Test
    @Tag("A25")
    void afterRandomChangesTheListSaysWhatTheFeedbackSays() {
        Random random = new Random(SEED);
        List<String> feedback = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            feedback.add(Feedbacks.newId(company));
        }
        for (int i = 0; i < 60; i++) {
            String one = feedback.get(random.nextInt(feedback.size()));
            int dice = random.nextInt(10);
            if (dice == 0) {
                Feedbacks.delete(company, one).then().statusCode(200);
                feedback.remove(one);
                feedback.add(Feedbacks.newId(company));
            } else if (dice < 4) {
                JsonPath now = Feedbacks.get(company, one).jsonPath();
                int actions = now.getList("data.follow_up_actions").size();
                change(name(one, 0), "status", pick(random, FollowUpAction.STATUSES), "__v", now.getInt("data.__v"))
                        .then()
                        .statusCode(actions == 0 ? 404 : 200);
            } else {
                plan(
                        one,
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(place -> randomAction(random))
                                .toList());
            }
        }
        assertEquals(expected(feedback), walk("?per_page=3"));
        assertEquals(List.of(), Database.ofService().rows("""
                        (select place from (table follow_up_action except table follow_up_action_in_feedback) gone)
                        union all
                        (select place from (table follow_up_action_in_feedback except table follow_up_action) missing)
                        """));
    }

    private static Map<String, Object> randomAction(Random random) {
        Map<String, Object> action = action("status", pick(random, FollowUpAction.STATUSES));
        if (random.nextBoolean()) {
            action.put("priority", pick(random, FollowUpAction.PRIORITIES));
        }
        if (random.nextBoolean()) {
            action.put("due_date", "2026-02-1" + random.nextInt(4));
        }
        return action;
    }

    private static String pick(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private List<String> expected(List<String> feedback) {
        List<Map<String, Object>> items = new ArrayList<>();
        feedback.stream().sorted(Collections.reverseOrder()).forEach(id -> {
            List<Map<String, Object>> actions =
                    Feedbacks.get(company, id).jsonPath().getList("data.follow_up_actions");
            for (int i = 0; i < actions.size(); i++) {
                Map<String, Object> item = new HashMap<>(actions.get(i));
                item.put("name", name(id, i));
                items.add(item);
            }
        });
        items.sort(Comparator.<Map<String, Object>, String>comparing(
                        item -> String.valueOf(item.getOrDefault("due_date", "none")))
                .thenComparing(item -> List.of("high", "medium", "low", "none")
                        .indexOf(String.valueOf(item.getOrDefault("priority", "none")))));
        return items.stream().map(item -> String.valueOf(item.get("name"))).toList();
    }
}
