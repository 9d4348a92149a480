/** Reads a history (simulate.md): from untrusted JSON to entries, settings and a moment that cannot be wrong. */

import type { Entry } from '../domain/account/entry.ts'
import type { Question } from '../domain/account/reckon.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import type { CardId } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import type { ReckoningSettings } from '../domain/law/settings.ts'
import { type Fields, Malformed, readAmount, readDay, readFields, readList, readMoment, readText } from './fields.ts'
import { readSettings } from './settings.ts'

/** A history ready to be reckoned. `asOfText` is the moment as it was written. */
export type History = { readonly asOfText: string; readonly question: Question; readonly entries: readonly Entry[] }

/**
 * Takes parsed JSON and the installation's own settings. Gives the history. Throws Malformed, naming the place, when a
 * value is missing or has another form; entries after `asOf` are held to the same form.
 */
export function readHistory(json: unknown, installation: ReckoningSettings): History {
  const history = readFields(json, 'history')
  const principal = readPrincipal(history, 'principal', null)
  readText(history, 'cardType', '')
  const asOf = readMoment(history, 'asOf')
  const settings = readSettings(history, installation)
  const entries = readList(history, 'entries').map((entry, at) =>
    readEntry(readFields(entry, `entries[${at}]`), principal),
  )
  checkOrder(entries)
  checkSum(entries)
  return { asOfText: readText(history, 'asOf'), question: { asOf, asker: principal, settings }, entries }
}

function readEntry(entry: Fields, principal: HsaId): Entry {
  for (const name of ['person', 'careProvider', 'careUnit']) readText(entry, name, '')
  const type = readText(entry, 'type')
  const recordedAt = readMoment(entry, 'recordedAt')
  switch (type) {
    case 'FeeRegistered':
      return {
        type,
        feeId: readText(entry, 'feeId') as FeeId,
        principal: readPrincipal(entry, 'principal', principal),
        visitDate: readDay(entry, 'visitDate'),
        amount: readAmount(entry, 'amount'),
        recordedAt,
      }
    case 'FeeCorrected':
      return {
        type,
        feeId: readText(entry, 'feeId') as FeeId,
        visitDate: entry.has('visitDate') ? readDay(entry, 'visitDate') : null,
        amount: entry.has('amount') ? readAmount(entry, 'amount') : null,
        recordedAt,
      }
    case 'FeeAnnulled':
      return { type, feeId: readText(entry, 'feeId') as FeeId, recordedAt }
    case 'CardRegistered':
      return readCard(entry, recordedAt, principal)
    case 'CardWithdrawn':
      return { type, cardId: readText(entry, 'cardId') as CardId, recordedAt }
    default:
      throw new Malformed(entry.at('type'), 'en händelse av känd typ')
  }
}

function readCard(entry: Fields, recordedAt: Entry['recordedAt'], principal: HsaId): Entry {
  const reason = readText(entry, 'reason', 'VALID_CARD')
  if (reason !== 'VALID_CARD' && reason !== 'MEDICAL')
    throw new Malformed(entry.at('reason'), 'VALID_CARD eller MEDICAL')
  return {
    type: 'CardRegistered',
    cardId: readText(entry, 'cardId') as CardId,
    principal: readPrincipal(entry, 'principal', principal),
    number: readText(entry, 'number', ''),
    validFrom: readDay(entry, 'validFrom'),
    validThrough: readDay(entry, 'validThrough'),
    recordedAt,
  }
}

function readPrincipal(fields: Fields, name: string, otherwise: HsaId | null): HsaId {
  if (otherwise !== null && !fields.has(name)) return otherwise
  const id = parseHsaId(readText(fields, name))
  if (id === null) throw new Malformed(fields.at(name), 'ett HSA-id')
  return id
}

/** Entries are in the order of recording: `recordedAt` never falls. */
function checkOrder(entries: readonly Entry[]): void {
  entries.forEach((entry, at) => {
    const before = entries[at - 1]
    if (before !== undefined && entry.recordedAt < before.recordedAt)
      throw new Malformed(`entries[${at}].recordedAt`, 'en tidpunkt som inte ligger före den föregående händelsens')
  })
}

/** All amounts together are whole öre that a number can carry exactly; no account comes near. */
function checkSum(entries: readonly Entry[]): void {
  let sum = 0
  for (const entry of entries) sum += 'amount' in entry && entry.amount !== null ? Math.abs(entry.amount) : 0
  if (sum > Number.MAX_SAFE_INTEGER)
    throw new Malformed('entries', 'avgifter som tillsammans är mindre än 90 biljoner kronor')
}
