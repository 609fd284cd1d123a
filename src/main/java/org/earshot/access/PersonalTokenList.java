package org.earshot.access;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A company's personal tokens, newest first (W78). */
@RegisterForReflection
record PersonalTokenList(List<PersonalToken> tokens) {}
