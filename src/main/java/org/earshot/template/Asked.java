package org.earshot.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What a template asks, and how it is to be answered: one immutable version of it. */
@RegisterForReflection
record Asked(List<Question> questions, TemplateSettings settings) {

    Asked {
        questions = List.copyOf(questions);
    }
}
