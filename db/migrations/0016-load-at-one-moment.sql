-- All that one load looks up is of one moment: who leads to an account, and the account as it is then. Else one who moves (G1, G2) between
-- the two would be met in an account that they have left, and what is recorded there is found by nobody.
alter function load_account(text, text, bigint, text, text, text) stable;
