/**
 * An entry as the ledger keeps it: JSON text of a stated version, days and moments written out, money in öre. What has been
 * written is read for ever; a new form gets a new version number.
 */

import type { Caregiver, FeeCorrectedRecord, FeeRegisteredRecord, LedgerEntry } from '../domain/account/feeRecord.ts'
import { type Day, formatDay, parseDay } from '../domain/kernel/day.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { formatMoment, type Moment, parseMoment } from '../domain/kernel/moment.ts'
import { type Ore, ore } from '../domain/kernel/money.ts'
import { PersonId } from '../domain/kernel/personId.ts'

const VERSION = 1

/** Takes an entry. Gives its content as text. */
export const encodeEntry = (entry: LedgerEntry): string => JSON.stringify({ v: VERSION, ...contentOf(entry) })

function contentOf(entry: LedgerEntry): Record<string, unknown> {
  const { type, feeId, recordedAt, by, issued } = entry
  const common = { type, feeId, recordedAt: formatMoment(recordedAt), by, issued }
  switch (entry.type) {
    case 'FeeRegistered':
      return { ...common, ...registeredContent(entry) }
    case 'FeeCorrected':
      return { ...common, ...correctedContent(entry) }
    case 'FeeAnnulled':
      return { ...common, reason: entry.reason }
  }
}

const registeredContent = ({ person, principal, visitDate, amount, careProvider, careUnit }: FeeRegisteredRecord) => ({
  person: [person.kind, person.reveal()],
  principal,
  visitDate: formatDay(visitDate),
  amountOre: amount,
  careProvider,
  careUnit,
})

const correctedContent = ({ visitDate, amount, careProvider, careUnit, reason }: FeeCorrectedRecord) => ({
  visitDate: visitDate === null ? null : formatDay(visitDate),
  amountOre: amount,
  careProvider,
  careUnit,
  reason,
})

type Content = {
  readonly v: number
  readonly type: LedgerEntry['type']
  readonly feeId: LedgerEntry['feeId']
  readonly recordedAt: string
  readonly by: LedgerEntry['by']
  readonly issued: LedgerEntry['issued']
  readonly person: readonly [PersonId['kind'], string]
  readonly principal: FeeRegisteredRecord['principal']
  readonly visitDate: string | null
  readonly amountOre: number | null
  readonly careProvider: Caregiver
  readonly careUnit: Caregiver | null
  readonly reason: string | null
}

/** Takes text that encodeEntry has given, of any version ever written. Gives the entry. Throws when it is something else. */
export function decodeEntry(text: string): LedgerEntry {
  const content = JSON.parse(text) as Content
  invariant(content.v === VERSION, 'an entry of a known version')
  const { feeId, by, issued, careProvider, careUnit, reason } = content
  const common = { feeId, by, issued, recordedAt: moment(content.recordedAt) }
  const visitDate = content.visitDate == null ? null : day(content.visitDate)
  const amount = content.amountOre == null ? null : ore(content.amountOre)
  switch (content.type) {
    case 'FeeRegistered': {
      const told = { person: PersonId.known(...content.person), principal: content.principal, careProvider, careUnit }
      return { type: content.type, ...common, ...told, visitDate: visitDate as Day, amount: amount as Ore }
    }
    case 'FeeCorrected':
      return { type: content.type, ...common, visitDate, amount, careProvider, careUnit, reason }
    case 'FeeAnnulled':
      return { type: content.type, ...common, reason }
  }
}

function moment(text: string): Moment {
  const parsed = parseMoment(text)
  invariant(parsed !== null, 'a well-formed moment in an entry')
  return parsed
}

function day(text: string): Day {
  const parsed = parseDay(text)
  invariant(parsed !== null, 'a well-formed day in an entry')
  return parsed
}
