-- Serves the counts of all values of a dimension over all days, whose rows otherwise lie between those of the days (A31).
create index analytics_count_always on analytics_count (company_id, dimension, value) where day = '-infinity';
