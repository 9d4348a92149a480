/** Nasty histories as the ledger keeps them, for properties of accounts: every fee and given card with its person, and identities that tell which entry issued them. */

import { gavleborg } from '../../src/directory/region.ts'
import { type Account, emptyAccount } from '../../src/domain/account/account.ts'
import { adoptSettings } from '../../src/domain/account/adoptSettings.ts'
import type { Entry } from '../../src/domain/account/entry.ts'
import type { Actor, LedgerEntry, Recorded } from '../../src/domain/account/ledgerEntry.ts'
import { recordInAccount } from '../../src/domain/account/recordInAccount.ts'
import { accountOf, snapshotOf } from '../../src/domain/account/snapshot.ts'
import { type Statement, statementOf } from '../../src/domain/account/statement.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { invariant } from '../../src/domain/kernel/invariant.ts'
import type { Moment } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { CardId, CardIdentity } from '../../src/domain/law/card.ts'
import type { PrincipalSettings } from '../../src/domain/law/principal.ts'
import type { ReckoningSettings, SettingsHistory } from '../../src/domain/law/settings.ts'
import { decodeSnapshot, encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { nastyHistory, PRINCIPAL } from './arbitraries.ts'

export const PERSON = PersonId.known('personnummer', '191212121212')
export const ACTOR: Actor = {
  system: 'S' as HsaId,
  employee: 'E' as HsaId,
  provider: 'SE2321000198-A' as HsaId,
  unit: null,
}

export type Kept = { readonly facts: readonly Entry[]; readonly settings: ReckoningSettings; readonly asOf: Moment }

/** A nasty history; no correction is refused. */
export function keptHistory(seed: number): Kept {
  const { entries, question } = nastyHistory(seed)
  const general = question.settings.general.map((rules) => ({ ...rules, finalCardPolicy: 'keep' }) as const)
  const facts = entries.filter(({ recordedAt }) => recordedAt <= question.asOf)
  return { facts, settings: { ...question.settings, general, byPrincipal: new Map() }, asOf: question.asOf }
}

/** The fee or the given card that a fact is about. */
export const subjectOf = (fact: Entry): string => ('feeId' in fact ? fact.feeId : fact.cardId)

/** True for the first fact about a fee or a given card, which says whose it is. */
export const isFirst = (fact: Entry): fact is Extract<Entry, { principal: HsaId }> => 'principal' in fact

/** The facts that can have happened when some are left out: of a fee never registered, a card never given, nothing is told. */
export function possible(facts: readonly Entry[]): Entry[] {
  const known = new Set<string>()
  return facts.filter((fact) => {
    if (isFirst(fact)) known.add(subjectOf(fact))
    return known.has(subjectOf(fact))
  })
}

/** A fact as the ledger keeps it, without identities yet. */
export function asKept(fact: Entry, person = PERSON): LedgerEntry {
  const caregivers = { careProvider: { id: ACTOR.provider, text: '' }, careUnit: null }
  const common = { by: ACTOR, issued: [] }
  switch (fact.type) {
    case 'FeeRegistered':
      return { ...fact, ...common, ...caregivers, person }
    case 'FeeCorrected':
      return { ...fact, ...common, ...caregivers, reason: null }
    case 'FeeAnnulled':
      return { ...fact, ...common, reason: null }
    case 'CardRegistered':
      return { ...fact, ...common, person, reason: 'VALID_CARD' }
    case 'CardWithdrawn':
      return { ...fact, ...common }
  }
}

export const optedOut = (recordedAt: Moment, principal = PRINCIPAL, eraseAt: Moment | null = null): LedgerEntry => ({
  type: 'OptedOut',
  person: PERSON,
  principal,
  recordedAt,
  eraseAt,
  claims: [],
  by: ACTOR,
  issued: [],
})

export const optedIn = (recordedAt: Moment, principal = PRINCIPAL): LedgerEntry => ({
  type: 'OptedIn',
  person: PERSON,
  principal,
  recordedAt,
  by: ACTOR,
  issued: [],
})

const MANY = 60
/** Identities that tell for what they were spared. */
export const identitiesFor = (name: string): CardIdentity[] =>
  Array.from({ length: MANY }, (_, at) => ({ id: `${name}/${at}` as CardId, number: `${name}/${at}` }))

export const newAccount = (history: SettingsHistory): Account => emptyAccount(history, 1)

/** An account in another process: what its snapshot gives back. */
export const again = (account: Account, history: SettingsHistory): Account =>
  account.version === 0 ? account : accountOf(decodeSnapshot(encodeSnapshot(snapshotOf(account))), history)

/** Records as the service does, by a version of the settings. Gives what the ledger then holds. */
export function recordBy(
  account: Account,
  entry: LedgerEntry,
  { history, version, name }: { readonly history: SettingsHistory; readonly version: number; readonly name: string },
): Recorded {
  const spare = identitiesFor(name)
  const adopted = adoptSettings(account, history, version, spare)
  const taken = recordInAccount(account, entry, spare.slice(adopted))
  invariant(typeof taken === 'number', `an entry that can have happened (${taken})`)
  const issued = spare.slice(0, adopted + taken)
  return { entry: { ...entry, issued }, recordedAt: entry.recordedAt, settingsVersion: version }
}

/** What the account says to the principal at the moment, without changing it. */
export function said(account: Account, history: SettingsHistory, asOf: Moment, asker = PRINCIPAL): Statement {
  const statement = statementOf(again(account, history).book, asOf, asker)
  invariant(statement.ok, 'a ceiling is known')
  return statement.value
}

/** Dates, sums and statuses, card by card; no moments, no places in the order of recording. */
export const outline = ({ cards, current, expired, overcharged }: Statement) => ({
  cards: cards.map(({ shares, ...card }) => ({
    kind: card.kind,
    status: card.status,
    dates: 'reached' in card ? [card.reached, card.end] : [],
    fees: shares.map(({ fee, due }) => [fee.id, fee.visit, fee.amount, due]),
    currentAmount: card.currentAmount,
    amountToLimit: card.amountToLimit,
  })),
  current: current === null ? -1 : cards.indexOf(current),
  expired: expired.map(({ id }) => id),
  overcharged,
})

/** A principal's settings by which next to anything may be registered. */
export const principalSettings = (): PrincipalSettings => ({ ...gavleborg().settings, backdatingMonths: 2400 })
