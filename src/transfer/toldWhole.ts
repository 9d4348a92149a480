/** What a line leaves to its account and to the settings of its day: whose care it is of, whether it may be stored, what is unchanged, owed or to be erased. */

import { type Account, recordOf } from '../domain/account/account.ts'
import type { FeeRecord } from '../domain/account/feeRecord.ts'
import type { LedgerEntry, OpenClaim, OptedOut } from '../domain/account/ledgerEntry.ts'
import { isSamePart, type Part } from '../domain/account/participation.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import { refuseStanding } from '../domain/decisions/standing.ts'
import { addHours, type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { SettingsView } from '../usecases/settingsView.ts'
import type { ToldEntry, ToldLine } from './readLine.ts'
import type { LineRefusal } from './refusals.ts'

/** Gives the settings, on the day of recording, of the principal that the entry is of; or why nothing may be stored of the person (S1, S2). */
export function principalFor(
  line: ToldLine,
  account: Account,
  settings: SettingsView,
): Result<PrincipalSettings, LineRefusal> {
  const { person, entry } = line
  if (entry.type === 'OptedIn' || entry.type === 'OptedOut') return known(line.principal)
  const principal = line.principal === null ? principalOf(line, account, settings) : ok(line.principal)
  if (!principal.ok) return principal
  const standing = refuseStanding(account, person, principal.value)
  const consents = (entry.type === 'FeeRegistered' || entry.type === 'CardRegistered') && entry.consent === true
  if (consents && standing?.kind === 'OptInRequired') return principal
  return standing?.kind === 'OptedOut' || standing?.kind === 'OptInRequired' ? no({ kind: standing.kind }) : principal
}

/** Of a line that tells no principal: that of the fee or the card it is about. */
function principalOf(
  { person, entry }: ToldLine,
  account: Account,
  settings: SettingsView,
): Result<PrincipalSettings, LineRefusal> {
  const owner = ownerOf(entry, account)
  if (!owner.ok) return owner
  if (!owner.value.person.equals(person))
    return no({ kind: 'feeId' in entry || entry.type === 'CardDeleted' ? 'FeeOfAnotherPerson' : 'CardOfAnotherPerson' })
  return known(settings.principal(owner.value.principal, swedishDay(entry.recordedAt)))
}

function ownerOf(entry: ToldEntry, account: Account): Result<Part, LineRefusal> {
  if ('feeId' in entry) return orUnknown(recordOf(account, entry.feeId), 'UnknownFee')
  if (entry.type === 'CardDeleted') return orUnknown(recordOf(account, entry.fees[0] as FeeId), 'UnknownFee')
  // A computed card is of whoever the account is of.
  const [record] = account.records.values()
  return orUnknown('cardId' in entry ? (account.given.get(entry.cardId) ?? record) : record, 'UnknownCard')
}

const orUnknown = (owner: Part | null | undefined, kind: 'UnknownFee' | 'UnknownCard'): Result<Part, LineRefusal> =>
  owner === null || owner === undefined ? no({ kind }) : ok(owner)

const known = (principal: PrincipalSettings | null): Result<PrincipalSettings, LineRefusal> =>
  principal === null ? no({ kind: 'PrincipalUnknown' }) : ok(principal)

/** Takes what principalFor has let through. Gives the entry, without the cards that come of it. */
export function toldWhole(told: ToldEntry, account: Account, principal: PrincipalSettings): LedgerEntry {
  switch (told.type) {
    case 'FeeRegistered':
    case 'FeeAnnulled':
    case 'OptedIn':
    case 'CardRegistered':
    case 'CardCorrected':
    case 'CardWithdrawn':
    case 'CardDeleted':
    case 'CardRenumbered':
    case 'CardOrdered':
    case 'ReadConsentSaid':
      return { ...told, issued: [] }
    case 'FeeCorrected':
      return { ...told, ...caregiversOf(told, account), issued: [] }
    case 'OptedOut':
      return { ...told, ...leavingOf(told, account, principal), issued: [] }
  }
}

type Told<Type extends ToldEntry['type']> = Extract<ToldEntry, { type: Type }>

function caregiversOf({ feeId, careProvider, careUnit }: Told<'FeeCorrected'>, account: Account) {
  if (careProvider !== null) return { careProvider, careUnit }
  const { values } = recordOf(account, feeId) as FeeRecord
  return { careProvider: values.careProvider, careUnit: values.careUnit }
}

const HOURS_A_DAY = 24

/** S2: the principal's settings say when the content is to be erased, and the account what is owed. */
function leavingOf(
  { person, recordedAt, eraseAt, claims }: Told<'OptedOut'>,
  account: Account,
  { id, optOut, eraseAfterDays }: PrincipalSettings,
): Pick<OptedOut, 'eraseAt' | 'claims'> {
  const bySettings = optOut === 'erase' ? addHours(recordedAt, eraseAfterDays * HOURS_A_DAY) : null
  return {
    eraseAt: eraseAt === 'never' ? null : (eraseAt ?? bySettings),
    claims: claims ?? claimsOf(account, { person, principal: id }, recordedAt),
  }
}

function claimsOf(account: Account, part: Part, now: Moment): OpenClaim[] {
  if (account.version === 0) return []
  const shares = knownStatementOf(account.book, now, part.principal).cards.flatMap((card) => card.shares)
  return shares.flatMap(({ fee, overcharged }) => {
    const record = account.records.get(fee.id)
    if (overcharged === 0 || record === undefined || !isSamePart(record, part)) return []
    return [{ feeId: fee.id, provider: record.values.careProvider, visit: fee.visit, overcharged }]
  })
}
