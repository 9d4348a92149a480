/** An entry as a line of the transfer format (docs/reference/transfer.md), the same bytes for the same entry. What is null is left out. */

import type { Caregiver } from '../domain/account/feeRecord.ts'
import type {
  Actor,
  CardCorrected,
  CardRegisteredRecord,
  LedgerEntry,
  OpenClaim,
  OptedOut,
} from '../domain/account/ledgerEntry.ts'
import { type Day, formatDay } from '../domain/kernel/day.ts'
import { formatMoment, type Moment } from '../domain/kernel/moment.ts'
import { formatKronor, type Ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardIdentity } from '../domain/law/card.ts'

/** The entries that the format has. */
export type TransferredEntry = Exclude<
  LedgerEntry,
  { type: 'ContentErased' | 'SettingsAdopted' | 'PersonJoined' | 'PersonLeft' }
>

export type WrittenLine = {
  readonly person: PersonId
  readonly cardType: string
  readonly entry: TransferredEntry
  readonly issued: readonly CardIdentity[]
}

/** Gives the line, with its line break. */
export const writeLine = ({ person, cardType, entry, issued }: WrittenLine): string =>
  `${JSON.stringify({
    person: person.reveal(),
    cardType,
    type: entry.type,
    ...contentOf(entry),
    recordedAt: formatMoment(entry.recordedAt),
    by: actorOf(entry.by),
    issued: issued.length === 0 ? undefined : issued.map(({ id, number }) => ({ id, number })),
  })}\n`

function contentOf(entry: TransferredEntry): Record<string, unknown> {
  switch (entry.type) {
    case 'FeeRegistered':
      return { feeId: entry.feeId, principal: entry.principal, ...valuesOf(entry), consent: entry.consent }
    case 'FeeCorrected':
      return { feeId: entry.feeId, ...valuesOf(entry), reason: leftOut(entry.reason) }
    case 'FeeAnnulled':
      return { feeId: entry.feeId, reason: leftOut(entry.reason) }
    case 'OptedIn':
      return { principal: entry.principal }
    case 'OptedOut':
      return { principal: entry.principal, ...leavingOf(entry) }
    case 'CardRegistered':
      return { cardId: entry.cardId, principal: entry.principal, ...givenOf(entry), consent: entry.consent }
    case 'CardCorrected':
      return {
        cardId: entry.cardId,
        ...givenOf(entry),
        start: entry.start === null ? undefined : formatDay(entry.start),
      }
    case 'CardWithdrawn':
      return { cardId: entry.cardId }
    case 'CardDeleted':
      return { cardId: entry.cardId, fees: entry.fees }
    case 'CardRenumbered':
      return { cardId: entry.cardId, number: entry.number }
    case 'CardOrdered':
      return { cardId: entry.cardId, principal: entry.principal }
    case 'ReadConsentSaid':
      return { principal: entry.principal, consent: entry.isGiven }
  }
}

const givenOf = ({ number, validFrom, validThrough, reason }: CardRegisteredRecord | CardCorrected) => ({
  number,
  validFrom: formatDay(validFrom),
  validThrough: formatDay(validThrough),
  cardReason: reason,
})

const leftOut = <T>(value: T | null): T | undefined => value ?? undefined

type Values = {
  readonly visitDate: Day | null
  readonly amount: Ore | null
  readonly careProvider: Caregiver
  readonly careUnit: Caregiver | null
  readonly toldAt?: Moment
}

const valuesOf = ({ visitDate, amount, careProvider, careUnit, toldAt }: Values) => ({
  visitDate: visitDate === null ? undefined : formatDay(visitDate),
  amount: amount === null ? undefined : formatKronor(amount),
  careProvider: careProvider.text,
  careUnit: careUnit?.text,
  toldAt: toldAt === undefined ? undefined : formatMoment(toldAt),
})

/** Told also when nothing is owed: else the import would reckon it. */
const leavingOf = ({ eraseAt, claims }: OptedOut) => ({
  eraseAt: eraseAt === null ? 'never' : formatMoment(eraseAt),
  claims: claims.map(claimOf),
})

const claimOf = ({ feeId, provider, visit, overcharged }: OpenClaim) => ({
  feeId,
  provider: provider.text,
  visitDate: formatDay(visit),
  amount: formatKronor(overcharged),
})

const actorOf = ({ system, employee, provider, unit }: Actor) => ({ system, employee, provider, unit: leftOut(unit) })
