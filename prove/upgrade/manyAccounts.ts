/** A database of the release before with many accounts: those that its service wrote, copied by SQL under other persons and numbers. */

import { Client } from 'pg'
import type { Place } from '../../src/ledger/connect.ts'
import { restoreOld } from '../../test/ledger/upgrade/oldRelease.ts'

const AT_A_TIME = 50_000

/** Spreads the accounts' numbers, as random ones would be. */
const SPREAD = 1_000_003n

/** Whose account a number stands for: a reserve number of the region's own form. */
export const personOf = (number: number): string => `B${String(number).padStart(11, '0')}`
export const accountOf = (number: number): bigint => BigInt(number) * SPREAD

/** Takes an empty database and how many accounts it is to hold besides the 42 copied. Tells how far it has come. */
export async function fillOld(place: Place, accounts: number, tell: (line: string) => void): Promise<void> {
  await restoreOld(place)
  const owner = new Client(place)
  await owner.connect()
  try {
    await owner.query(`set search_path to efrikort; set synchronous_commit = off; ${TEMPLATES}`)
    for (let from = 1; from <= accounts; from += AT_A_TIME) {
      const through = Math.min(accounts, from + AT_A_TIME - 1)
      for (const copy of COPIES) await owner.query(copy, [from, through])
      if (through % (AT_A_TIME * 4) === 0 || through === accounts) tell(`${through} of ${accounts} accounts`)
    }
    await owner.query('vacuum analyze')
    await owner.query('checkpoint')
  } finally {
    await owner.end()
  }
}

const TEMPLATES = `
  create temp table template as
    select row_number() over (order by a.account_id) - 1 as number, p.person_id, a.*
      from account a join person_account p using (account_id);
  create temp table template_entry as
    select t.number, t.person_id, e.version, e.kind, e.recorded_at, c.visit_date, c.content
      from template t join entry e on e.account_id = t.account_id
      join entry_content c on c.account_id = e.account_id and c.version = e.version`

const NUMBERED = 'from generate_series($1::bigint, $2::bigint) as n (n)'
const OF_TEMPLATE = 'number = n.n % (select count(*) from template)'
const PERSON = `'B' || lpad(n.n::text, 11, '0')`

const COPIES = [
  `insert into account (account_id, card_type, version, snapshot)
    select n.n * ${SPREAD}, t.card_type, t.version, replace(t.snapshot, t.person_id, ${PERSON})
      ${NUMBERED} join template t on t.${OF_TEMPLATE}`,
  `insert into person_account (person_id, card_type, account_id)
    select ${PERSON}, t.card_type, n.n * ${SPREAD} ${NUMBERED} join template t on t.${OF_TEMPLATE}`,
  `insert into entry (account_id, version, kind, recorded_at)
    select n.n * ${SPREAD}, e.version, e.kind, e.recorded_at
      ${NUMBERED} join template_entry e on e.${OF_TEMPLATE}`,
  `insert into entry_content (account_id, version, visit_date, content)
    select n.n * ${SPREAD}, e.version, e.visit_date, replace(e.content, e.person_id, ${PERSON})
      ${NUMBERED} join template_entry e on e.${OF_TEMPLATE}`,
]
