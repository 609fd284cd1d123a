package org.earshot.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Feedback as lines, each of which is the object that a list shows. */
final class JsonLines implements ExportText {

    private final ObjectWriter json;

    JsonLines(ObjectMapper json) {
        this.json = json.writerFor(ActivityFeedback.class);
    }

    @Override
    public byte[] next(List<ActivityFeedback> batch) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ActivityFeedback each : batch) {
            lines.writeBytes(line(each));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private byte[] line(ActivityFeedback feedback) {
        try {
            return json.writeValueAsBytes(feedback);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
