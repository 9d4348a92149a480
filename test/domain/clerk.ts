/**
 * A clerk at one account without a ledger, for tests of the decisions on cards: acts in plain words on a clock that a test sets. After
 * every act the entry is written and read again as the ledger would, and all entries replayed: what stands must be what they come to.
 */

import assert from 'node:assert/strict'
import { gavleborg } from '../../src/directory/region.ts'
import { type Account, emptyAccount } from '../../src/domain/account/account.ts'
import type { CardReason } from '../../src/domain/account/givenRecord.ts'
import type { Actor, LedgerEntry, Recorded } from '../../src/domain/account/ledgerEntry.ts'
import { replay } from '../../src/domain/account/replay.ts'
import { accountOf, snapshotOf } from '../../src/domain/account/snapshot.ts'
import { type CardStatement, knownStatementOf, type Statement } from '../../src/domain/account/statement.ts'
import { annulFee } from '../../src/domain/decisions/annulFee.ts'
import { correctFee } from '../../src/domain/decisions/correctFee.ts'
import type { Circumstances, Decided } from '../../src/domain/decisions/decided.ts'
import { deleteCard } from '../../src/domain/decisions/deleteCard.ts'
import { orderCard } from '../../src/domain/decisions/orderCard.ts'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import { refuseCardForm, registerCard } from '../../src/domain/decisions/registerCard.ts'
import { registerFee } from '../../src/domain/decisions/registerFee.ts'
import { optIn, optOut, setReadConsent } from '../../src/domain/decisions/takePart.ts'
import { refuseUpdateForm, type UpdateCard, updateCard } from '../../src/domain/decisions/updateCard.ts'
import { type Day, formatDay } from '../../src/domain/kernel/day.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { formatMoment, swedishDay } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { no, type Result } from '../../src/domain/kernel/result.ts'
import type { CardId, CardIdentity } from '../../src/domain/law/card.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import type { RecordedSetting } from '../../src/domain/law/recordedSettings.ts'
import { decodeEntry, encodeEntry } from '../../src/ledger/entryCodec.ts'
import { decodeSnapshot, encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { settingsView } from '../../src/usecases/settingsView.ts'
import { day, kronor, moment } from '../usecases/world.ts'

export const OWN = 'SE2321000198-1000' as HsaId
export const OTHER = 'SE162321000024-0001' as HsaId
export const PERSON = PersonId.known('personnummer', '199001012385')
export const ANOTHER = PersonId.known('personnummer', '191212121212')
export const A = 'SE2321000198-A' as HsaId
export const B = 'SE5599990000-B' as HsaId

/** Who acts on whom, where it is not A for the first principal on the first person. */
export type Told = { readonly by?: HsaId; readonly principal?: HsaId; readonly person?: PersonId }

export type Giving = { readonly number?: string; readonly reason?: CardReason; readonly extendExisting?: boolean }
export type Change = {
  readonly number?: string
  readonly start?: string
  readonly reached?: string
  readonly end?: string
}

type Outcome = Result<Decided, Refusal>

export type Clerk = {
  readonly setClock: (text: string) => void
  readonly register: (visit: string, amount: string, told?: Told) => Outcome
  readonly correct: (fee: string, visit: string | null, amount: string | null, told?: Told) => Outcome
  readonly annul: (fee: string, told?: Told) => Outcome
  /** On medical grounds unless told; refused by its form before anything else, as through every door. */
  readonly give: (days: readonly [string, string], giving?: Giving, told?: Told) => Outcome
  readonly update: (card: string, change: Change, told?: Told) => Outcome
  readonly remove: (card: string, told?: Told) => Outcome
  readonly order: (card: string | null, told?: Told) => Outcome
  readonly consent: (isGiven: boolean, told?: Told) => Outcome
  readonly leave: (told?: Told) => Outcome
  readonly enter: (told?: Told) => Outcome
  readonly statement: (asker?: HsaId) => Statement
  /** Every card: id, number, status, first and last day, fees; in the statement's order. */
  readonly cards: (asker?: HsaId) => string[]
  /** The card of that id; null when there is none. */
  readonly card: (id: string) => CardStatement | null
  readonly entries: () => readonly LedgerEntry[]
  readonly account: () => Account
}

/** The settings of the first principal, of a second one alike, and those told. */
export const settingsWith = (more: readonly RecordedSetting[]) => {
  const { recorded } = gavleborg()
  const ofOther = recorded.filter(({ principal }) => principal === OWN)
  const settings = [...recorded, ...ofOther.map((one) => ({ ...one, principal: OTHER }) as RecordedSetting), ...more]
  return settingsView([{ type: 'SettingsEntered', settings, recordedAt: moment('2020-01-01T00:00:00Z'), by: null }])
}

/** Fees are called f1, f2 … as they are registered; a card by the act that made it: card 1.0 is the first of the first act. */
export function clerkAt(clock: string, more: readonly RecordedSetting[] = []): Clerk {
  const { history, principal: principalOn } = settingsWith(more)
  let now = moment(clock)
  let account = emptyAccount(history, 1)
  let fees = 0
  let acts = 0
  const recorded: Recorded[] = []

  const circumstancesOf = ({ by = A, principal = OWN }: Told): Circumstances => {
    const settings = principalOn(principal, swedishDay(now))
    assert.ok(settings)
    const actor: Actor = {
      system: 'SE2321000198-DEMO' as HsaId,
      employee: `${by}-E` as HsaId,
      provider: by,
      unit: null,
    }
    const spare = Array.from({ length: account.book.computed.length + 3 }, (_, at) => identity(acts, at))
    return { now, principal: settings, spare, by: actor, reach: 'provider' }
  }
  const act = (told: Told, decide: (account: Account, circumstances: Circumstances) => Outcome): Outcome => {
    acts += 1
    const copy = copied()
    const outcome = decide(copy, circumstancesOf(told))
    if (!outcome.ok || outcome.value.entry === null) return outcome
    const kept = decodeEntry(encodeEntry({ entry: outcome.value.entry, settingsVersion: 1 }))
    recorded.push({ ...kept, recordedAt: kept.entry.recordedAt })
    account = copy
    assert.equal(encodeSnapshot(snapshotOf(replay(recorded, history))), encodeSnapshot(snapshotOf(account)))
    return outcome
  }
  const copied = (): Account =>
    account.version === 0
      ? emptyAccount(history, 1)
      : accountOf(decodeSnapshot(encodeSnapshot(snapshotOf(account))), history)
  const statement = (asker = OWN) => knownStatementOf(copied().book, now, asker)
  const personOf = ({ person = PERSON }: Told) => person
  const caregivers = ({ by = A }: Told) => ({ careProvider: { id: by, text: by }, careUnit: null })
  return {
    setClock: (text) => {
      now = moment(text)
    },
    register: (visit, amount, told = {}) => {
      fees += 1
      const command = { feeId: `f${fees}` as FeeId, person: personOf(told), visit: day(visit), amount: kronor(amount) }
      return act(told, (on, given) => registerFee(on, { ...command, ...caregivers(told), isConsent: false }, given))
    },
    correct: (fee, visit, amount, told = {}) => {
      const values = { visit: visit === null ? null : day(visit), amount: amount === null ? null : kronor(amount) }
      const command = { feeId: fee as FeeId, ...values, careProvider: null, careUnit: null, reason: null }
      return act(told, (on, given) => correctFee(on, command, given))
    },
    annul: (fee, told = {}) =>
      act(told, (on, given) => annulFee(on, { feeId: fee as FeeId, reason: null, mustTellWhy: false }, given)),
    give: ([from, through], { number = null, reason = 'MEDICAL', extendExisting = false } = {}, told = {}) => {
      const days = { validFrom: day(from), validThrough: day(through) }
      const command = { person: personOf(told), reason, number, ...days, extendExisting, isConsent: false }
      return act(told, (on, given) => {
        const form = refuseCardForm(command, now)
        return form === null ? registerCard(on, { ...command, identity: identity(acts, 'given') }, given) : no(form)
      })
    },
    update: (card, change, told = {}) => {
      const command = changeOf(card, change)
      const form = refuseUpdateForm(command)
      return act(told, (on, given) => (form === null ? updateCard(on, command, given) : no(form)))
    },
    remove: (card, told = {}) => act(told, (on, given) => deleteCard(on, card as CardId, given)),
    order: (card, told = {}) =>
      act(told, (on, given) => orderCard(on, { person: personOf(told), cardId: card as CardId | null }, given)),
    consent: (isGiven, told = {}) =>
      act(told, (on, given) => setReadConsent(on, { person: personOf(told), isGiven }, given)),
    leave: (told = {}) => act(told, (on, given) => optOut(on, personOf(told), given)),
    enter: (told = {}) => act(told, (on, given) => optIn(on, personOf(told), given)),
    statement,
    cards: (asker) => statement(asker).cards.map(told),
    card: (id) => statement().cards.find(({ identity }) => identity?.id === id) ?? null,
    entries: () => recorded.flatMap(({ entry }) => entry ?? []),
    account: copied,
  }
}

const identity = (act: number, name: number | string): CardIdentity => ({
  id: `card ${act}.${name}` as CardId,
  number: `N${act}.${name}`,
})

const changeOf = (cardId: string, { number, start, reached, end }: Change): UpdateCard => ({
  cardId: cardId as CardId,
  number: number ?? null,
  start: dayOrNull(start),
  reached: dayOrNull(reached),
  end: dayOrNull(end),
})

const dayOrNull = (text: string | undefined): Day | null => (text === undefined ? null : day(text))

export function told(card: CardStatement): string {
  const days = card.kind === 'belowLimit' ? '' : ` ${formatDay(card.reached)}–${formatDay(card.end)}`
  const fees = card.shares.map(({ fee }) => fee.id).join('+')
  return `${card.identity?.id} ${card.identity?.number}: ${card.status}${days}${fees === '' ? '' : ` ${fees}`}`
}

/** When a card becomes FINAL, or did. */
export const finalAt = (card: CardStatement | null): string =>
  card === null || card.kind === 'belowLimit' ? 'never' : formatMoment(card.finalAt)

/** What was decided; fails when it was refused. */
export function done(outcome: Outcome): Decided {
  assert.ok(outcome.ok, `done, not ${outcome.ok ? '' : outcome.refusal.kind}`)
  return outcome.value
}

/** The kind of a refusal; fails when the act was done. */
export function refused(outcome: Outcome): string {
  assert.ok(!outcome.ok, 'refused, not done')
  return outcome.refusal.kind
}

/** What the user must see, in order. */
export const noticesOf = (outcome: Outcome): string[] => done(outcome).notices.map(({ kind }) => kind)

/** The id of the card that the act was about. */
export function cardOf(outcome: Outcome): string {
  const { card } = done(outcome)
  assert.ok(card)
  return card.id
}
