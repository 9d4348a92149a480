/** Tells accounts as lines of the transfer format, for another installation or for the patient: each with a line in the access log first (S6). It changes nothing. */

import type { Pool } from 'pg'
import type { Recorded } from '../domain/account/ledgerEntry.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { PersonId } from '../domain/kernel/personId.ts'
import { principalsIn } from '../domain/law/recordedSettings.ts'
import type { AccessLine } from '../usecases/ledgerPort.ts'
import type { Ports } from '../usecases/ports.ts'
import { accountAsLines } from './accountAsLines.ts'

export type Exporting = {
  /** In the application's role. */
  readonly pool: Pool
  readonly ports: Pick<Ports, 'ledger' | 'settings' | 'now'>
  /** Gives when what was written may be followed by more. */
  readonly write: (text: string) => Promise<void>
  /** Told of each line of the input that gave nothing, by its number. */
  readonly tell: (line: number, why: NothingExported) => void
}

/** `HasMoved`: somebody has come to the account, or left it, by a group act: the format has no line for what was brought. */
export type NothingExported = 'NoPerson' | 'NoAccount' | 'HasMoved'

export type Exported = { readonly accounts: number; readonly entries: number; readonly without: number }

/** Takes lines of a person, or of a person and a card type; blank ones are passed over. Gives what was written, and for how many lines nothing was. */
export async function exportAccounts(exporting: Exporting, asked: AsyncIterable<string>): Promise<Exported> {
  const done = { accounts: 0, entries: 0, without: 0 }
  let number = 0
  for await (const text of asked) {
    number += 1
    if (text.trim() === '') continue
    const lines = await linesFor(exporting, text)
    if (typeof lines === 'string') {
      done.without += 1
      exporting.tell(number, lines)
      continue
    }
    done.accounts += lines.length
    done.entries += lines.flat().length
    await exporting.write(lines.flat().join(''))
  }
  return done
}

/** The lines of each account asked for. */
async function linesFor(exporting: Exporting, text: string): Promise<string[][] | NothingExported> {
  const { pool, ports } = exporting
  const now = ports.now()
  const [told = '', cardType, ...more] = text.trim().split(/\s+/)
  const person = more.length > 0 ? null : personOf(ports, told, now)
  if (person === null) return 'NoPerson'
  const cardTypes = (await cardTypesOf(pool, person)).filter((one) => cardType === undefined || one === cardType)
  if (cardTypes.length === 0) {
    await ports.ledger.note(lineOf(person, now))
    return 'NoAccount'
  }
  const accounts: string[][] = []
  for (const one of cardTypes) {
    const lines = await linesOfAccount(exporting, person, one)
    if (lines === 'HasMoved') return lines
    accounts.push(lines)
  }
  return accounts
}

async function linesOfAccount(
  { ports }: Exporting,
  person: PersonId,
  cardType: string,
): Promise<string[] | 'HasMoved'> {
  const { ledger, now } = ports
  const { account } = await ledger.read({ by: 'person', person, cardType }, lineOf(person, now()))
  if (account === null) return []
  const entries = await ledger.entriesOf(account.id)
  return entries.some(({ entry }) => isOfMove(entry)) ? 'HasMoved' : accountAsLines(entries, cardType)
}

/** An erasure tells of those whose move it has taken. */
const isOfMove = (entry: Recorded['entry']): boolean =>
  entry?.type === 'PersonJoined' ||
  entry?.type === 'PersonLeft' ||
  (entry?.type === 'ContentErased' && entry.remaining.arrivals.length > 0)

/** By the patterns of any principal that has settings. */
function personOf({ settings }: Exporting['ports'], text: string, now: Moment): PersonId | null {
  const known = settings.known()
  const today = swedishDay(now)
  const patterns = principalsIn(known.recorded).flatMap((id) => known.principal(id, today)?.reserveNumbers ?? [])
  return PersonId.parse(text, patterns, today)
}

const CARD_TYPES = 'select card_type from person_account where person_id = $1 order by card_type'

async function cardTypesOf(pool: Pool, person: PersonId): Promise<string[]> {
  const { rows } = await pool.query<{ card_type: string }>(CARD_TYPES, [person.reveal()])
  return rows.map(({ card_type }) => card_type)
}

const lineOf = (person: PersonId, at: Moment): AccessLine => ({
  at,
  person,
  act: 'export',
  system: null,
  employee: null,
  provider: null,
  unit: null,
  assignment: null,
  reason: null,
})
