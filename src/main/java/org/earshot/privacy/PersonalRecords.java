package org.earshot.privacy;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.earshot.company.PersonalData;

/** All that the packages keep of people, the highest package first. */
@Singleton
class PersonalRecords {

    private final List<PersonalData> all;

    PersonalRecords(@All List<PersonalData> all) {
        this.all = all;
    }

    /** Asks one package after the other, and puts their answers together. */
    <T> Uni<Map<String, List<T>>> ofAll(Function<PersonalData, Uni<Map<String, List<T>>>> question) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(question::apply)
                .collect()
                .in(LinkedHashMap::new, Map::putAll);
    }
}
