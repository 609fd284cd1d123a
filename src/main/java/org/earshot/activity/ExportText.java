package org.earshot.activity;

import java.util.List;

/** The text of one export, written batch by batch. */
interface ExportText {

    /** What comes next in it, in UTF-8; with the first batch, also what stands before that. */
    byte[] next(List<ActivityFeedback> batch);
}
