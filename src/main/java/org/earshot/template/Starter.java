package org.earshot.template;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;

/** Templates that are there from the beginning, for companies to start from (A30). Written as callers write theirs. */
enum Starter {
    SALES_VISIT("""
            {"name": "After a sales visit", "category": "Sales", "template_type": "survey",
             "description": "How a visit by one of your representatives went, and what should follow.",
             "questions": [
               {"question_id": "overall", "question_text": "How useful was our visit to you?",
                "question_type": "rating", "is_required": true,
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}},
               {"question_id": "understood", "question_text": "Did our representative understand what you need?",
                "question_type": "yes_no", "is_required": true},
               {"question_id": "missed", "question_text": "What did we miss?", "question_type": "text",
                "validation": {"max_length": 1000},
                "conditional_logic": {"show_if": {"question_id": "understood", "operator": "equals", "value": false}}},
               {"question_id": "prepared", "question_text": "How well was our representative prepared?",
                "question_type": "rating",
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}},
               {"question_id": "next", "question_text": "What would you like to happen next?",
                "question_type": "multiple_choice",
                "options": [{"value": "quote", "label": "Send me a quote"},
                            {"value": "visit", "label": "Come and see us again"},
                            {"value": "call", "label": "Call me in a few weeks"},
                            {"value": "nothing", "label": "Nothing for now"}]},
               {"question_id": "comment", "question_text": "Is there anything else we should know?",
                "question_type": "text", "validation": {"max_length": 2000}}]}
            """),
    SERVICE_VISIT("""
            {"name": "After a service visit", "category": "Service", "template_type": "survey",
             "description": "Whether the problem was solved, and how the engineer worked.",
             "questions": [
               {"question_id": "solved", "question_text": "Is the problem that we came for solved?",
                "question_type": "yes_no", "is_required": true},
               {"question_id": "open", "question_text": "What is still not right?", "question_type": "text",
                "is_required": true, "validation": {"max_length": 1000},
                "conditional_logic": {"show_if": {"question_id": "solved", "operator": "equals", "value": false}}},
               {"question_id": "punctual", "question_text": "Did we come when we said we would?",
                "question_type": "multiple_choice",
                "options": [{"value": "early", "label": "Early", "weight": 4},
                            {"value": "on_time", "label": "On time", "weight": 5},
                            {"value": "late", "label": "Late, but you told me", "weight": 3},
                            {"value": "late_unannounced", "label": "Late, without a word", "weight": 1}]},
               {"question_id": "explained", "question_text": "How well did we explain what we did?",
                "question_type": "rating",
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}},
               {"question_id": "tidy", "question_text": "Did we leave everything tidy?", "question_type": "yes_no"},
               {"question_id": "comment", "question_text": "What could we do better next time?",
                "question_type": "text", "validation": {"max_length": 2000}}]}
            """),
    PRODUCT_DEMO("""
            {"name": "After a product demo", "category": "Sales", "template_type": "survey",
             "description": "What a demonstration left people with, and what stands between them and a decision.",
             "questions": [
               {"question_id": "clear", "question_text": "How clear was what you were shown?",
                "question_type": "rating", "is_required": true,
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}},
               {"question_id": "fit", "question_text": "How well would it fit the way you work?",
                "question_type": "scale", "is_required": true,
                "display_settings": {"scale_min": 1, "scale_max": 10, "scale_step": 1, "orientation": "horizontal"}},
               {"question_id": "obstacle", "question_text": "What makes it a poor fit?", "question_type": "text",
                "validation": {"max_length": 1000},
                "conditional_logic": {"show_if": {"question_id": "fit", "operator": "less_than", "value": 6}}},
               {"question_id": "pace", "question_text": "How was the pace?", "question_type": "multiple_choice",
                "options": [{"value": "slow", "label": "Too slow"}, {"value": "right", "label": "Just right"},
                            {"value": "fast", "label": "Too fast"}]},
               {"question_id": "best", "question_text": "Which part did you like best?", "question_type": "text",
                "validation": {"max_length": 1000}}]}
            """),
    NPS("""
            {"name": "Would you recommend us?", "category": "Loyalty", "template_type": "nps",
             "description": "One question from 0 to 10, and the reason behind the answer.",
             "questions": [
               {"question_id": "recommend", "question_type": "nps", "is_required": true,
                "question_text": "How likely are you to recommend us to a friend or colleague?"},
               {"question_id": "improve", "question_text": "What would have to change for a better answer?",
                "question_type": "text", "validation": {"max_length": 1000},
                "conditional_logic": {"show_if": {"question_id": "recommend", "operator": "less_than", "value": 7}}},
               {"question_id": "praise", "question_text": "What do you value most about us?",
                "question_type": "text", "validation": {"max_length": 1000},
                "conditional_logic": {"show_if": {"question_id": "recommend", "operator": "greater_than", "value": 8}}}],
             "notification_settings": {"low_rating_threshold": 6}}
            """),
    ONBOARDING("""
            {"name": "The first weeks with us", "category": "Onboarding", "template_type": "survey",
             "description": "How well new customers have got started, while there is time to help.",
             "questions": [
               {"question_id": "start", "question_text": "How easy was it to get started?",
                "question_type": "rating", "is_required": true,
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}},
               {"question_id": "helped", "question_text": "Did you get help whenever you needed it?",
                "question_type": "yes_no", "is_required": true},
               {"question_id": "stuck", "question_text": "Where did you get stuck?", "question_type": "text",
                "validation": {"max_length": 1000},
                "conditional_logic": {"show_if": {"question_id": "helped", "operator": "equals", "value": false}}},
               {"question_id": "source", "question_text": "What helped you most?",
                "question_type": "multiple_choice",
                "options": [{"value": "person", "label": "Somebody who showed me"},
                            {"value": "guide", "label": "The written guide"},
                            {"value": "videos", "label": "The videos"},
                            {"value": "trying", "label": "Trying things out"}]},
               {"question_id": "confident", "question_text": "How confident do you feel by now?",
                "question_type": "scale",
                "display_settings": {"scale_min": 1, "scale_max": 10, "scale_step": 1, "orientation": "horizontal"}},
               {"question_id": "wish", "question_text": "What do you still wish for?", "question_type": "text",
                "validation": {"max_length": 2000}}],
             "settings": {"reminder_settings": {"send_reminders": true, "reminder_intervals": [72]}}}
            """),
    SUPPORT_CASE("""
            {"name": "How did we handle your case?", "category": "Support", "template_type": "rating",
             "description": "Three quick ratings once a support case is closed.",
             "questions": [
               {"question_id": "speed", "question_text": "How quickly did we react?", "question_type": "rating",
                "is_required": true,
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}},
               {"question_id": "answer", "question_text": "How helpful was our answer?", "question_type": "rating",
                "is_required": true,
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}},
               {"question_id": "manner", "question_text": "How did we treat you?", "question_type": "rating",
                "is_required": true,
                "display_settings": {"scale_min": 1, "scale_max": 5, "orientation": "horizontal"}}]}
            """);

    private static final int LONGEST_NAME = 64;

    private final String json;

    Starter(String json) {
        this.json = json;
    }

    /** The starter that a new template names in the field {@code starter}; empty if it names none. */
    static Optional<Starter> chosen(JsonBody body, FieldErrors errors) {
        Optional<String> name = body.line("starter", LONGEST_NAME, errors);
        Optional<Starter> found = name.flatMap(word -> Words.find(Starter.class, word));
        if (name.isPresent() && found.isEmpty()) {
            errors.add("starter", "must be " + Words.choice(Starter.class));
        }
        return found;
    }

    /** What it is like before anybody changes it. */
    TemplateFields fields() {
        return TemplateInput.first(JsonBody.read(json.getBytes(StandardCharsets.UTF_8)), new FieldErrors());
    }
}
