-- Binds what is written from now on, whoever writes it: every service appends by the functions of 0007-append, which link. What was
-- written before is linked next, and then it is validated.
alter table account add constraint account_has_head check (head is not null) not valid;
alter table entry add constraint entry_is_linked check (content_digest is not null and link_digest is not null) not valid;
