-- Numbers for companies that are registered without one; those taken by hand are skipped.
create sequence company_id;
