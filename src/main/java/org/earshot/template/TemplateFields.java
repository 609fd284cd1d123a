package org.earshot.template;

import org.jspecify.annotations.Nullable;

/** What a company chooses about a template. */
record TemplateFields(
        String name,
        @Nullable String description,
        @Nullable String category,
        TemplateType type,
        Asked asked,
        NotificationSettings notifications,
        Styling styling,
        boolean active) {}
