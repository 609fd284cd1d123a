package org.earshot.problem;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** An error as a page for people. */
@CheckedTemplate(basePath = "ErrorPage")
final class ErrorPage {

    private ErrorPage() {}

    static native TemplateInstance problem(String message);
}
