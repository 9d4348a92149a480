/** Properties of accounts: replayed or carried forward through snapshots and codecs they are the same, and a quote is what registering costs. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gavleborg } from '../../src/directory/region.ts'
import { type Account, emptyAccount } from '../../src/domain/account/account.ts'
import type { Entry } from '../../src/domain/account/entry.ts'
import type { Caregiver } from '../../src/domain/account/feeRecord.ts'
import type { LedgerEntry } from '../../src/domain/account/ledgerEntry.ts'
import { recordInAccount } from '../../src/domain/account/recordInAccount.ts'
import { replay } from '../../src/domain/account/replay.ts'
import { accountOf, snapshotOf } from '../../src/domain/account/snapshot.ts'
import { type Statement, statementOf } from '../../src/domain/account/statement.ts'
import { quote } from '../../src/domain/decisions/quote.ts'
import { registerFee } from '../../src/domain/decisions/registerFee.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { invariant } from '../../src/domain/kernel/invariant.ts'
import { addHours, type Moment, swedishDay } from '../../src/domain/kernel/moment.ts'
import { ore } from '../../src/domain/kernel/money.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { CardId, CardIdentity } from '../../src/domain/law/card.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import type { PrincipalSettings } from '../../src/domain/law/principal.ts'
import { neverChanged, type ReckoningSettings } from '../../src/domain/law/settings.ts'
import { decodeEntry, encodeEntry } from '../../src/ledger/entryCodec.ts'
import { decodeSnapshot, encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { fc } from '../property.ts'
import { nastyHistory, PRINCIPAL, seeds } from './arbitraries.ts'

const RUNS = { numRuns: 600 }
const PERSON = PersonId.known('personnummer', '191212121212')
const TAKER: Caregiver = { id: 'SE2321000198-A' as HsaId, text: '' }
const OUTSIDE: Caregiver = { id: null, text: 'Mottagningen "Åsen" <AB>' }
const ACTOR = { system: 'S' as HsaId, employee: 'E' as HsaId, provider: 'SE2321000198-A' as HsaId, unit: null }

/** An entry as the ledger keeps it, without identities yet. */
function asKept(entry: Entry): LedgerEntry {
  const common = { by: ACTOR, issued: [] }
  switch (entry.type) {
    case 'FeeRegistered':
      return { ...entry, ...common, person: PERSON, careProvider: TAKER, careUnit: null }
    case 'FeeCorrected':
      return { ...entry, ...common, careProvider: OUTSIDE, careUnit: TAKER, reason: 'Fel "belopp"\n' }
    case 'FeeAnnulled':
      return { ...entry, ...common, reason: null }
    case 'CardRegistered':
      return { ...entry, ...common, person: PERSON, reason: 'MEDICAL' }
    case 'CardWithdrawn':
      return { ...entry, ...common }
  }
}

const asRecorded = (entry: LedgerEntry) => ({ entry, recordedAt: entry.recordedAt, settingsVersion: 1 })

type Kept = { readonly entries: readonly Entry[]; readonly settings: ReckoningSettings; readonly asOf: Moment }

/** A nasty history; no correction is refused. */
function keptHistory(seed: number): Kept {
  const { entries, question } = nastyHistory(seed)
  const general = question.settings.general.map((rules) => ({ ...rules, finalCardPolicy: 'keep' }) as const)
  const known = entries.filter(({ recordedAt }) => recordedAt <= question.asOf)
  return { entries: known, settings: { ...question.settings, general }, asOf: question.asOf }
}

let issuedSoFar = 0
const newIdentities = (): CardIdentity[] =>
  Array.from({ length: 60 }, () => {
    issuedSoFar += 1
    return { id: `id ${issuedSoFar}` as CardId, number: String(issuedSoFar) }
  })

/** Records as the service does. Gives the entry with the identities its cards took. */
function append(account: Account, entry: LedgerEntry): LedgerEntry {
  const spare = newIdentities()
  const taken = recordInAccount(account, entry, spare)
  invariant(typeof taken === 'number', `an entry that can have happened (${taken})`)
  return { ...entry, issued: spare.slice(0, taken) }
}

/** Gives another account like this one; there is no snapshot of one in which nothing is recorded. */
const throughSnapshot = (account: Account, settings: ReckoningSettings): Account =>
  account.version === 0
    ? emptyAccount(neverChanged(settings), 1)
    : accountOf(decodeSnapshot(encodeSnapshot(snapshotOf(account))), neverChanged(settings))

function statementAt({ book }: Account, asOf: Moment): Statement {
  const statement = statementOf(book, asOf, PRINCIPAL)
  invariant(statement.ok, 'a ceiling is known')
  return statement.value
}

const ofKeptHistories = (check: (kept: Kept) => void): void =>
  fc.assert(
    fc.property(seeds, (seed) => check(keptHistory(seed))),
    RUNS,
  )

test('an account replayed from its entries is the one that was carried forward, identities of cards and all', () => {
  ofKeptHistories(({ entries, settings, asOf }) => {
    const live = emptyAccount(neverChanged(settings), 1)
    const kept = entries.map((entry) => append(live, asKept(entry)))
    const replayed = replay(kept.map(asRecorded), neverChanged(settings))
    if (live.version > 0) assert.equal(encodeSnapshot(snapshotOf(replayed)), encodeSnapshot(snapshotOf(live)))
    assert.deepEqual(statementAt(replayed, asOf), statementAt(live, asOf))
  })
})

test('an account carried forward through a snapshot after every entry, and read in between, is the one replayed', () => {
  ofKeptHistories(({ entries, settings, asOf }) => {
    let carried = emptyAccount(neverChanged(settings), 1)
    const kept: LedgerEntry[] = []
    for (const entry of entries) {
      kept.push(append(carried, asKept(entry)))
      carried = throughSnapshot(carried, settings)
      statementAt(carried, entry.recordedAt)
    }
    const replayed = replay(kept.map(asRecorded), neverChanged(settings))
    if (kept.length > 0)
      assert.equal(encodeSnapshot(snapshotOf(carried)), encodeSnapshot(snapshotOf(frozenAlike(replayed))))
    assert.deepEqual(statementAt(carried, asOf), statementAt(replayed, asOf))
  })
})

/** Reading an account makes final what time has made final; the carried one was read at its last recording. */
function frozenAlike(account: Account): Account {
  statementAt(account, account.book.recordedAt)
  return account
}

test('a snapshot gives back the account it was taken of, and is itself given back', () => {
  ofKeptHistories(({ entries, settings, asOf }) => {
    const account = emptyAccount(neverChanged(settings), 1)
    for (const entry of entries) append(account, asKept(entry))
    if (account.version === 0) return
    const text = encodeSnapshot(snapshotOf(account))
    const again = accountOf(decodeSnapshot(text), neverChanged(settings))
    assert.equal(encodeSnapshot(snapshotOf(again)), text)
    assert.deepEqual([...again.records.keys()], [...account.records.keys()])
    assert.deepEqual(statementAt(again, asOf), statementAt(account, asOf))
  })
})

test('an entry written and read again is the same entry', () => {
  ofKeptHistories(({ entries }) => {
    for (const entry of entries) {
      const kept = { ...asKept(entry), issued: newIdentities().slice(0, 2) }
      const text = encodeEntry({ entry: kept, settingsVersion: 7 })
      const { entry: again, settingsVersion } = decodeEntry(text)
      assert.equal(encodeEntry({ entry: again, settingsVersion }), text)
      assert.deepEqual(again, kept)
      if (again.type === 'FeeRegistered') assert.equal(again.person.reveal(), PERSON.reveal())
    }
  })
})

test('every card is known by one identity of its own, and a card that is told has one', () => {
  ofKeptHistories(({ entries, settings, asOf }) => {
    const account = emptyAccount(neverChanged(settings), 1)
    for (const entry of entries) append(account, asKept(entry))
    const ids = statementAt(account, asOf).cards.map(({ identity }) => identity?.id)
    assert.ok(ids.every((id) => id !== undefined))
    assert.equal(new Set(ids).size, ids.length)
  })
})

const principalSettings = (settings: ReckoningSettings): PrincipalSettings => ({
  ...gavleborg().settings,
  ...settings.general[0],
  largestFee: ore(100_000_000_000),
  backdatingMonths: 2400,
})

test('a quote is what is due when the visit is really registered', () => {
  const visits = fc.record({
    daysAgo: fc.nat({ max: 500 }),
    tariff: fc.integer({ min: 1, max: 200_000 }),
    wait: fc.nat({ max: 9000 }),
  })
  fc.assert(
    fc.property(seeds, visits, (seed, { daysAgo, tariff, wait }) => {
      const { entries, settings, asOf } = keptHistory(seed)
      const now = addHours(asOf, wait)
      const visit = {
        principal: PRINCIPAL,
        visit: (swedishDay(now) - daysAgo) as ReturnType<typeof swedishDay>,
        tariff: ore(tariff),
      }
      const account = emptyAccount(neverChanged(settings), 1)
      for (const entry of entries) append(account, asKept(entry))
      const quoted = quote(throughSnapshot(account, settings).book, visit, now)
      const command = {
        feeId: '(visit)' as FeeId,
        person: PERSON,
        visit: visit.visit,
        amount: visit.tariff,
        careProvider: TAKER,
        careUnit: null,
        isConsent: false,
      }
      const circumstances = {
        now,
        principal: principalSettings(settings),
        spare: newIdentities(),
        by: ACTOR,
        reach: 'provider' as const,
      }
      const outcome = registerFee(account, command, circumstances)
      if (!outcome.ok) return assert.deepEqual(quoted, outcome)
      const shares = statementAt(account, now).cards.flatMap((card) => card.shares)
      assert.deepEqual(quoted, { ok: true, value: shares.find(({ fee }) => fee.id === '(visit)')?.due ?? tariff })
    }),
    RUNS,
  )
})
