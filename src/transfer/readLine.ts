/** Reads one line of the transfer format (docs/reference/transfer.md): from untrusted JSON to an entry that is only still to be recorded. */

import type { Caregiver } from '../domain/account/feeRecord.ts'
import type {
  Actor,
  FeeAnnulledRecord,
  FeeCorrectedRecord,
  FeeRegisteredRecord,
  OpenClaim,
  OptedIn,
  OptedOut,
} from '../domain/account/ledgerEntry.ts'
import { type Moment, parseMoment, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { CardId } from '../domain/law/card.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import { checkPerson, type Lists, refuseCardType } from '../usecases/checks.ts'
import {
  BadField,
  type Fields,
  has,
  malformed,
  readAmount,
  readCardId,
  readCardNumber,
  readCardType,
  readConsent,
  readDay,
  readFeeId,
  readHsaId,
  readList,
  readMoment,
  readName,
  readObject,
  readOptionalText,
  readText,
} from './fields.ts'
import { isCardType, OF_CARD_TYPE, readCardEntry, type ToldCardEntry } from './readCardLine.ts'
import type { LineRefusal } from './refusals.ts'

/** A card as another system has known it; null: an id is made here. */
export type ToldIdentity = { readonly id: CardId | null; readonly number: string }

/** An entry as the line tells it. What is null is for the account or its settings to say. */
export type ToldEntry =
  | Omit<FeeRegisteredRecord, 'issued'>
  | (Omit<FeeCorrectedRecord, 'issued' | 'careProvider'> & { readonly careProvider: Caregiver | null })
  | Omit<FeeAnnulledRecord, 'issued'>
  | Omit<OptedIn, 'issued'>
  | (Omit<OptedOut, 'issued' | 'eraseAt' | 'claims'> & {
      readonly eraseAt: Moment | 'never' | null
      readonly claims: readonly OpenClaim[] | null
    })
  | ToldCardEntry

export type ToldLine = {
  readonly person: PersonId
  readonly cardType: string
  readonly entry: ToldEntry
  /** Its settings on the day of recording; null where the fee tells whose it is. */
  readonly principal: PrincipalSettings | null
  readonly issued: readonly ToldIdentity[]
}

const OF_ALL = ['person', 'cardType', 'type', 'recordedAt', 'by', 'issued']
const OF_TYPE: Readonly<Record<ToldEntry['type'], readonly string[]>> = {
  FeeRegistered: ['feeId', 'principal', 'visitDate', 'amount', 'careProvider', 'careUnit', 'toldAt', 'consent'],
  FeeCorrected: ['feeId', 'visitDate', 'amount', 'careProvider', 'careUnit', 'toldAt', 'reason'],
  FeeAnnulled: ['feeId', 'reason'],
  OptedIn: ['principal'],
  OptedOut: ['principal', 'eraseAt', 'claims'],
  ...OF_CARD_TYPE,
}

/** Takes a line's JSON object, the directory and settings, and the moment it is. Gives the entry told, or why the line is refused. */
export function readLine(
  json: Readonly<Record<string, unknown>>,
  lists: Lists,
  now: Moment,
): Result<ToldLine, LineRefusal> {
  try {
    return ok(readChecked(json, lists, now))
  } catch (fault) {
    if (fault instanceof BadField) return no(fault.refusal)
    throw fault
  }
}

function readChecked(json: Readonly<Record<string, unknown>>, lists: Lists, now: Moment): ToldLine {
  const line = readObject(json, { place: '', name: '', mayHave: [...OF_ALL, ...OF_TYPE[typeOf(json)]] })
  const cardType = readCardType(line)
  const told = has(line, 'principal') ? readText(line, 'principal') : ''
  const person = checkPerson(lists, told, readText(line, 'person'), now)
  if (person === null) throw new BadField({ kind: 'PersonInvalid' })
  const entry = readEntry(line, person, lists)
  if (entry.recordedAt > now) throw new BadField({ kind: 'RecordedInTheFuture' })
  const principal = 'principal' in entry ? principalOf(entry, cardType, lists) : null
  return { person, cardType, entry, principal, issued: readIssued(line) }
}

function typeOf(json: Readonly<Record<string, unknown>>): ToldEntry['type'] {
  const { type } = json
  if (typeof type === 'string' && Object.hasOwn(OF_TYPE, type)) return type as ToldEntry['type']
  return malformed({ json, place: '' }, 'type', `one of ${Object.keys(OF_TYPE).join(', ')}`)
}

function principalOf(
  { principal, recordedAt }: Pick<FeeRegisteredRecord, 'principal' | 'recordedAt'>,
  cardType: string,
  { settings }: Lists,
): PrincipalSettings {
  const found = settings.known().principal(principal, swedishDay(recordedAt))
  if (found === null) throw new BadField({ kind: 'PrincipalUnknown' })
  if (refuseCardType(found, cardType) !== null) throw new BadField({ kind: 'CardTypeUnknown' })
  return found
}

function readEntry(line: Fields, person: PersonId, lists: Lists): ToldEntry {
  const type = typeOf(line.json)
  const recordedAt = readMoment(line, 'recordedAt')
  const by = readActor(line)
  if (isCardType(type)) return readCardEntry(type, line, { person, recordedAt, by })
  switch (type) {
    case 'FeeRegistered':
      return {
        type,
        feeId: readFeeId(line),
        ...readPart(line, person),
        ...readVisit(line, lists),
        ...readConsent(line),
        recordedAt,
        by,
      }
    case 'FeeCorrected':
      return { type, feeId: readFeeId(line), ...readChanges(line, lists), recordedAt, by }
    case 'FeeAnnulled':
      return { type, feeId: readFeeId(line), reason: readOptionalText(line, 'reason'), recordedAt, by }
    case 'OptedIn':
      return { type, ...readPart(line, person), recordedAt, by }
    case 'OptedOut':
      return { type, ...readPart(line, person), ...readLeaving(line, recordedAt, lists), recordedAt, by }
  }
}

const readPart = (line: Fields, person: PersonId) => ({ person, principal: readHsaId(line, 'principal') })

const readVisit = (line: Fields, { directory }: Lists) => ({
  visitDate: readDay(line, 'visitDate'),
  amount: readAmount(line, 'amount'),
  careProvider: directory.caregiver(readName(line, 'careProvider')),
  careUnit: readCareUnit(line, { directory }),
  ...readToldAt(line),
})

/** What a caller told of the moment of registration binds nothing, and may be of any year. */
function readToldAt(line: Fields): { readonly toldAt?: Moment } {
  if (!has(line, 'toldAt')) return {}
  const toldAt = parseMoment(readText(line, 'toldAt'))
  if (toldAt === null || toldAt > readMoment(line, 'recordedAt'))
    malformed(line, 'toldAt', 'a moment with its zone, not after recordedAt')
  return { toldAt }
}

/** A correction that names no provider leaves provider and unit as they were; one that does tells the unit too, if there is one. */
function readChanges(line: Fields, { directory }: Pick<Lists, 'directory'>) {
  const careProvider = has(line, 'careProvider') ? readName(line, 'careProvider') : null
  if (careProvider === null && has(line, 'careUnit')) malformed(line, 'careProvider', 'a provider where a unit is told')
  return {
    visitDate: has(line, 'visitDate') ? readDay(line, 'visitDate') : null,
    amount: has(line, 'amount') ? readAmount(line, 'amount') : null,
    careProvider: careProvider === null ? null : directory.caregiver(careProvider),
    careUnit: readCareUnit(line, { directory }),
    ...readToldAt(line),
    reason: readOptionalText(line, 'reason'),
  }
}

const readCareUnit = (line: Fields, { directory }: Pick<Lists, 'directory'>): Caregiver | null =>
  has(line, 'careUnit') ? directory.caregiver(readName(line, 'careUnit')) : null

function readLeaving(line: Fields, recordedAt: Moment, { directory }: Pick<Lists, 'directory'>) {
  const claims = has(line, 'claims')
    ? readList(line, 'claims').map((claim, at) => readClaim(claim, `claims[${at}]`, { directory }))
    : null
  return { eraseAt: readEraseAt(line, recordedAt), claims }
}

function readEraseAt(line: Fields, recordedAt: Moment): Moment | 'never' | null {
  if (!has(line, 'eraseAt')) return null
  if (line.json['eraseAt'] === 'never') return 'never'
  const eraseAt = readMoment(line, 'eraseAt')
  if (eraseAt < recordedAt) malformed(line, 'eraseAt', 'a moment not before recordedAt, or "never"')
  return eraseAt
}

function readClaim(json: unknown, name: string, { directory }: Pick<Lists, 'directory'>): OpenClaim {
  const claim = readObject(json, { place: '', name, mayHave: ['feeId', 'provider', 'visitDate', 'amount'] })
  const overcharged = readAmount(claim, 'amount')
  if (overcharged <= 0) malformed(claim, 'amount', 'more than nothing')
  return {
    feeId: readFeeId(claim),
    provider: directory.caregiver(readName(claim, 'provider')),
    visit: readDay(claim, 'visitDate'),
    overcharged,
  }
}

function readActor(line: Fields): Actor {
  const mayHave = ['system', 'employee', 'provider', 'unit']
  const by = readObject(line.json['by'], { place: '', name: 'by', mayHave })
  return {
    system: readHsaId(by, 'system'),
    employee: readHsaId(by, 'employee'),
    provider: readHsaId(by, 'provider'),
    unit: has(by, 'unit') ? readHsaId(by, 'unit') : null,
  }
}

const readIssued = (line: Fields): ToldIdentity[] =>
  readList(line, 'issued').map((json, at) => {
    const card = readObject(json, { place: '', name: `issued[${at}]`, mayHave: ['id', 'number'] })
    return { id: has(card, 'id') ? readCardId(card, 'id') : null, number: readCardNumber(card) }
  })
