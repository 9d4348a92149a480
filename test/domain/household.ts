/**
 * Persons with an account each and no ledger, for tests of groups: acts in plain words on a clock that a test sets. After every act
 * both halves are written and read again as the ledger would, and every account touched replayed: what stands must be what they come to.
 */

import assert from 'node:assert/strict'
import { type Account, emptyAccount } from '../../src/domain/account/account.ts'
import type { Actor, LedgerEntry, Recorded } from '../../src/domain/account/ledgerEntry.ts'
import { newCardsOf } from '../../src/domain/account/portfolio.ts'
import { recordInAccount } from '../../src/domain/account/recordInAccount.ts'
import { replay } from '../../src/domain/account/replay.ts'
import { accountOf, snapshotOf } from '../../src/domain/account/snapshot.ts'
import { knownStatementOf, type Statement } from '../../src/domain/account/statement.ts'
import { annulFee } from '../../src/domain/decisions/annulFee.ts'
import { correctFee } from '../../src/domain/decisions/correctFee.ts'
import type { Circumstances, Decided } from '../../src/domain/decisions/decided.ts'
import { deleteCard } from '../../src/domain/decisions/deleteCard.ts'
import { groupPerson, type Moved, type Numbered, ungroupPerson } from '../../src/domain/decisions/groupPerson.ts'
import { orderCard } from '../../src/domain/decisions/orderCard.ts'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import { registerCard } from '../../src/domain/decisions/registerCard.ts'
import { registerFee } from '../../src/domain/decisions/registerFee.ts'
import { optIn, optOut, setReadConsent } from '../../src/domain/decisions/takePart.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { swedishDay } from '../../src/domain/kernel/moment.ts'
import type { PersonId } from '../../src/domain/kernel/personId.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { CardId, CardIdentity } from '../../src/domain/law/card.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import type { RecordedSetting } from '../../src/domain/law/recordedSettings.ts'
import { decodeEntry, encodeEntry } from '../../src/ledger/entryCodec.ts'
import { decodeSnapshot, encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { day, kronor, moment } from '../usecases/world.ts'
import { A, OWN, settingsWith, told as toldCard } from './clerk.ts'

/** Who acts, where it is not A for the first principal. */
export type Told = { readonly by?: HsaId; readonly principal?: HsaId }

type Outcome = Result<Decided, Refusal>
type MoveOutcome = Result<Moved, Refusal>

export type Household = {
  readonly setClock: (text: string) => void
  readonly register: (person: PersonId, visit: string, amount: string, told?: Told) => Outcome
  readonly correct: (person: PersonId, fee: string, visit: string | null, amount: string | null, told?: Told) => Outcome
  readonly annul: (person: PersonId, fee: string, told?: Told) => Outcome
  /** On medical grounds; another given card is extended. */
  readonly give: (person: PersonId, days: readonly [string, string], told?: Told) => Outcome
  readonly remove: (person: PersonId, card: string, told?: Told) => Outcome
  readonly order: (person: PersonId, card: string | null, told?: Told) => Outcome
  readonly consent: (person: PersonId, isGiven: boolean, told?: Told) => Outcome
  readonly leave: (person: PersonId, told?: Told) => Outcome
  readonly enter: (person: PersonId, told?: Told) => Outcome
  /** The person joins the account of the owner. */
  readonly group: (owner: PersonId, person: PersonId, told?: Told) => MoveOutcome
  /** The same where a card tells the group. */
  readonly groupByCard: (owner: PersonId, person: PersonId, told?: Told) => MoveOutcome
  readonly ungroup: (person: PersonId, told?: Told) => MoveOutcome
  readonly statement: (person: PersonId, asker?: HsaId) => Statement
  /** Every card of the person's account: id, number, status, first and last day, fees; in the statement's order. */
  readonly cards: (person: PersonId, asker?: HsaId) => string[]
  readonly account: (person: PersonId) => Account
  /** Also of one that nobody is led to any more: accounts are numbered as they are opened, from 1. */
  readonly accountAt: (number: string) => Account
  readonly numberOf: (person: PersonId) => string | null
  readonly entriesAt: (number: string) => readonly Recorded[]
}

type Kept = { account: Account; readonly recorded: Recorded[] }

/** Fees are called f1, f2 … as they are registered; a card by the act that made it, and the account where it was made. */
export function householdAt(clock: string, more: readonly RecordedSetting[] = []): Household {
  const { history, principal: principalOn } = settingsWith(more)
  const kept = new Map<string, Kept>()
  const leads = new Map<string, string>()
  let now = moment(clock)
  let fees = 0
  let acts = 0

  const nothing = (): Account => emptyAccount(history, 1)
  const again = (account: Account): Account =>
    account.version === 0 ? nothing() : accountOf(decodeSnapshot(encodeSnapshot(snapshotOf(account))), history)
  const numberOf = (person: PersonId): string | null => leads.get(person.reveal()) ?? null
  const accountAt = (number: string): Account => again(kept.get(number)?.account ?? nothing())
  const account = (person: PersonId): Account => accountAt(numberOf(person) ?? '')
  const spareOf = (on: Account, coming: number, place: string): CardIdentity[] =>
    Array.from({ length: on.book.computed.length + coming + 3 }, (_, at) => identity(`${acts}.${place}${at}`))

  const circumstancesOf = ({ by = A, principal = OWN }: Told, on: Account): Circumstances => {
    const settings = principalOn(principal, swedishDay(now))
    assert.ok(settings)
    const actor: Actor = { system: 'S' as HsaId, employee: `${by}-E` as HsaId, provider: by, unit: null }
    return { now, principal: settings, spare: spareOf(on, 0, ''), by: actor, reach: 'provider' }
  }
  const keep = (number: string, entry: LedgerEntry, after: Account): void => {
    const one: Kept = kept.get(number) ?? { account: nothing(), recorded: [] }
    const read = decodeEntry(encodeEntry({ entry, settingsVersion: 1 }))
    one.recorded.push({ ...read, recordedAt: read.entry.recordedAt })
    one.account = after
    kept.set(number, one)
    assert.equal(encodeSnapshot(snapshotOf(replay(one.recorded, history))), encodeSnapshot(snapshotOf(after)))
  }
  const act = (
    person: PersonId,
    told: Told,
    decide: (account: Account, circumstances: Circumstances) => Outcome,
  ): Outcome => {
    acts += 1
    const on = account(person)
    const outcome = decide(on, circumstancesOf(told, on))
    if (!outcome.ok || outcome.value.entry === null) return outcome
    const number = numberOf(person) ?? String(kept.size + 1)
    leads.set(person.reveal(), number)
    keep(number, outcome.value.entry, on)
    return outcome
  }
  const numbered = (number: string): Numbered => ({ account: accountAt(number), number })
  /** As the use case does: each half is recorded in its account. */
  const recordMoved = ({ joined, left }: Moved, to: Numbered, from: Numbered): void => {
    if (joined !== null) {
      const on = accountAt(to.number)
      const spare = spareOf(on, joined.portfolio.records.length, 'to')
      const taken = recordInAccount(on, joined, spare)
      assert.ok(typeof taken === 'number', String(taken))
      keep(to.number, { ...joined, issued: spare.slice(0, taken) }, on)
      for (const one of [...joined.members, joined.person])
        if (one.equals(joined.person) || numberOf(one) === null) leads.set(one.reveal(), to.number)
    }
    if (left !== null) {
      const on = accountAt(from.number)
      const spare = spareOf(on, 0, 'from')
      const taken = recordInAccount(on, left, spare)
      assert.ok(typeof taken === 'number', String(taken))
      keep(from.number, { ...left, issued: spare.slice(0, taken) }, on)
    }
  }
  const group = (owner: PersonId, person: PersonId, told: Told, isToldByCard: boolean): MoveOutcome => {
    acts += 1
    const [to, own] = [numberOf(owner) ?? String(kept.size + 1), numberOf(person)]
    const sides = { to: numbered(to), from: own === null || own === to ? null : numbered(own) }
    const before = [encoded(sides.to), sides.from === null ? null : encoded(sides.from)]
    const command = { person, owner: isToldByCard ? null : owner, ...sides }
    const outcome = groupPerson(command, circumstancesOf(told, sides.to.account))
    assert.deepEqual([encoded(sides.to), sides.from === null ? null : encoded(sides.from)], before)
    if (outcome.ok) recordMoved(outcome.value, sides.to, numbered(own ?? ''))
    return outcome
  }
  const encoded = ({ account: one }: Numbered): string =>
    one.version === 0 ? '' : encodeSnapshot({ ...snapshotOf(one), fixed: [], computed: [] })
  const statement = (person: PersonId, asker = OWN) => knownStatementOf(account(person).book, now, asker)
  const caregivers = ({ by = A }: Told) => ({ careProvider: { id: by, text: by }, careUnit: null })
  return {
    setClock: (text) => {
      now = moment(text)
    },
    register: (person, visit, amount, told = {}) => {
      fees += 1
      const command = { feeId: `f${fees}` as FeeId, person, visit: day(visit), amount: kronor(amount) }
      return act(person, told, (on, given) =>
        registerFee(on, { ...command, ...caregivers(told), isConsent: false }, given),
      )
    },
    correct: (person, fee, visit, amount, told = {}) => {
      const values = { visit: visit === null ? null : day(visit), amount: amount === null ? null : kronor(amount) }
      const command = { feeId: fee as FeeId, ...values, careProvider: null, careUnit: null, reason: null }
      return act(person, told, (on, given) => correctFee(on, command, given))
    },
    annul: (person, fee, told = {}) =>
      act(person, told, (on, given) => annulFee(on, { feeId: fee as FeeId, reason: null, mustTellWhy: false }, given)),
    give: (person, [from, through], told = {}) => {
      const command = { person, reason: 'MEDICAL', number: null, extendExisting: true, isConsent: false } as const
      const days = { validFrom: day(from), validThrough: day(through) }
      return act(person, told, (on, given) =>
        registerCard(on, { ...command, ...days, identity: identity(`${acts}.given`) }, given),
      )
    },
    remove: (person, card, told = {}) => act(person, told, (on, given) => deleteCard(on, card as CardId, given)),
    order: (person, card, told = {}) =>
      act(person, told, (on, given) => orderCard(on, { person, cardId: card as CardId | null }, given)),
    consent: (person, isGiven, told = {}) =>
      act(person, told, (on, given) => setReadConsent(on, { person, isGiven }, given)),
    leave: (person, told = {}) => act(person, told, (on, given) => optOut(on, person, given)),
    enter: (person, told = {}) => act(person, told, (on, given) => optIn(on, person, given)),
    group: (owner, person, told = {}) => group(owner, person, told, false),
    groupByCard: (owner, person, told = {}) => group(owner, person, told, true),
    ungroup: (person, told = {}) => {
      acts += 1
      const from = numbered(numberOf(person) ?? '')
      const to = numbered(String(kept.size + 1))
      const fresh = Array.from({ length: newCardsOf(from.account) }, (_, at) => identity(`${acts}.copy${at}`))
      const outcome = ungroupPerson({ person, from, to, fresh }, circumstancesOf(told, from.account))
      if (outcome.ok) recordMoved(outcome.value, to, from)
      return outcome
    },
    statement,
    cards: (person, asker) => statement(person, asker).cards.map(toldCard),
    account,
    accountAt,
    numberOf,
    entriesAt: (number) => kept.get(number)?.recorded ?? [],
  }
}

const identity = (name: string): CardIdentity => ({ id: `card ${name}` as CardId, number: `N${name}` })

/** The kind of a refusal; `done` when the act was done, `unchanged` when it recorded nothing. */
export function outcomeOf(outcome: MoveOutcome): string {
  if (!outcome.ok) return outcome.refusal.kind
  return outcome.value.joined === null ? 'unchanged' : 'done'
}

/** Fails when the act was refused. */
export function doneMove(outcome: MoveOutcome): Moved {
  assert.ok(outcome.ok, `done, not ${outcome.ok ? '' : outcome.refusal.kind}`)
  return outcome.value
}

/** A setting of the first principal. */
export const setting = <Name extends RecordedSetting['name']>(
  name: Name,
  from: string,
  value: Extract<RecordedSetting, { name: Name }>['value'],
): RecordedSetting => ({ principal: OWN, name, from: day(from), value, source: 'a test' }) as RecordedSetting
