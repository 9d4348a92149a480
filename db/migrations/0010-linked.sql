-- Every entry is linked now: the promise of 0002-chain holds for the old ones too.
alter table entry validate constraint entry_is_linked;
