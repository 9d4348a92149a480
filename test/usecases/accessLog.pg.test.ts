/** The access log (domain.md S6, invariant 7): every use case, in every outcome, leaves its line before it answers, or tells nothing; and the log is found and read. */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Client } from 'pg'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { accessLog } from '../../src/ledger/accessLog.ts'
import { connectAsOwner } from '../../src/ledger/connect.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { readAccessLog } from '../../src/usecases/readAccessLog.ts'
import { readCard } from '../../src/usecases/readCard.ts'
import { readEarlier } from '../../src/usecases/readEarlier.ts'
import { ACTOR, ACTOR_OF_B, AT_TILL, BY_SYSTEM, OF_B, type Outcome } from './accessOutcome.ts'
import { cardOutcomes } from './cardOutcomes.ts'
import { type Counter, ceiling, counterOver, done, feeOf, OWN, openCounter, refused } from './counter.ts'
import { groupOutcomes } from './groupOutcomes.ts'
import { tillOutcomes } from './tillOutcomes.ts'
import { moment, registration } from './world.ts'

const USECASES = new URL('../../src/usecases/', import.meta.url)
/** What is called by the use cases, and by nobody else. */
const PARTS = [
  'accountThen',
  'checkReading',
  'findableOf',
  'installation',
  'keepHandover',
  'lookAtBoth',
  'movePerson',
  'noteFound',
  'noteOthers',
  'noteSharers',
  'openAccount',
  'openFound',
  'openToRead',
  'perform',
  'performPlanned',
  'permitAct',
  'permitPersonAct',
  'permitUnit',
  'planAnnulment',
  'planCardRegistration',
  'planCorrection',
  'planGrouping',
  'planRegistration',
  'planUngrouping',
  'readPermitted',
  'recordMove',
  'recordOn',
  'viewerOf',
]
const SPAN = { from: moment('2025-01-01T00:00:00Z'), before: moment('2027-01-01T00:00:00Z') }

const BY_ITSELF = { ...BY_SYSTEM, system: null, reason: 'eraseAfterDays' }
const REVIEWER = { system: null, employee: 'SE2321000198-S001' as HsaId, provider: null, unit: null }
const REVIEWING = { ...REVIEWER, assignment: 'Loggranskning', reason: 'patientens begäran' }

describe('every use case leaves its line in the access log', () => {
  let counter: Counter
  let retrying: Counter
  let owner: Client
  before(async () => {
    counter = await openCounter()
    owner = await connectAsOwner(counter.database.place)
    const { directory } = counter.ports
    const system: typeof directory.system = (id) => {
      const found = directory.system(id)
      return found === null ? null : { ...found, retrySeconds: 60 }
    }
    retrying = counterOver(counter, { directory: { ...directory, system } })
  })
  after(async () => {
    await owner.end()
    await counter.close()
  })

  const NOON = '2025-06-02T12:00:00+02:00'
  const register = (person: string, told = {}) =>
    counter.register(person, '2025-06-01', '250.00', { actor: ACTOR, ...told })
  const registered = async (person: string, told = {}) => feeOf(await register(person, told))
  const reading = (person: string, act: 'readCard' | 'readCardWithFees', namedProvider: string | null = null) =>
    readCard(counter.ports, { ...registration({ person }), act, namedProvider })
  const asKnown = (person: string, knownAt: string) =>
    readEarlier(counter.ports, {
      ...registration({ person }),
      namedProvider: null,
      day: Math.floor(moment(knownAt) / 86_400_000) as never,
      knownAt: moment(knownAt),
    })
  const is = async (kind: string, act: Promise<Parameters<typeof refused>[0]>) => assert.equal(refused(await act), kind)
  const isDone = async (act: Promise<Parameters<typeof done>[0]>) => void done(await act)
  const left = async (person: string) => {
    const fee = await registered(person)
    done(await counter.leave(person))
    return fee
  }
  const personOf = (text: string): PersonId => PersonId.known('reservnummer', text)
  const reviewed = (person: string) =>
    readAccessLog(counter.ports, accessLog(counter.pool), {
      reviewer: REVIEWING,
      question: { of: { by: 'person', person: personOf(person) }, ...SPAN, most: 10, after: null },
    })

  const A = { actor: ACTOR }
  const OUTCOMES: readonly Outcome[] = [
    {
      usecase: 'registerFee',
      outcome: 'done',
      act: (person) => isDone(register(person)),
      lines: [['registerFee', AT_TILL]],
    },
    {
      usecase: 'registerFee',
      outcome: 'answered again by its id',
      given: (person) => registered(person, { callId: `again ${person}` }),
      act: (person) => isDone(register(person, { callId: `again ${person}` })),
      lines: [['registerFee', AT_TILL]],
    },
    {
      usecase: 'registerFee',
      outcome: 'recognised as a retry',
      given: async (person) => feeOf(await retrying.register(person, '2025-06-01', '250.00', A)),
      act: (person) => isDone(retrying.register(person, '2025-06-01', '250.00', A)),
      lines: [['registerFee', AT_TILL]],
    },
    {
      usecase: 'registerFee',
      outcome: 'refused, its id used for another content',
      given: (person) => registered(person, { callId: `reused ${person}` }),
      act: (person) => is('KeyReused', register(person, { callId: `reused ${person}`, careUnit: null })),
      lines: [['registerFee', AT_TILL]],
    },
    {
      usecase: 'registerFee',
      outcome: 'refused after looking',
      given: left,
      act: (person) => is('OptedOut', register(person)),
      lines: [['registerFee', AT_TILL]],
    },
    {
      usecase: 'registerFee',
      outcome: 'refused without looking',
      act: (person) => is('SystemUnknown', register(person, { caller: null })),
      lines: [],
    },
    {
      usecase: 'correctFee',
      outcome: 'done',
      given: registered,
      act: (_, fee) => isDone(counter.correct(fee, null, '100.00', A)),
      lines: [['correctFee', AT_TILL]],
    },
    {
      usecase: 'correctFee',
      outcome: 'nothing changed',
      given: registered,
      act: (_, fee) => isDone(counter.correct(fee, null, '250.00', A)),
      lines: [['correctFee', AT_TILL]],
    },
    {
      usecase: 'correctFee',
      outcome: 'answered again by its id',
      given: async (person) => {
        const fee = await registered(person)
        done(await counter.correct(fee, null, '100.00', { ...A, callId: `correction ${person}` }))
        return fee
      },
      act: (person, fee) => isDone(counter.correct(fee, null, '100.00', { ...A, callId: `correction ${person}` })),
      lines: [['correctFee', AT_TILL]],
    },
    {
      usecase: 'correctFee',
      outcome: 'refused after looking, the fee another provider’s',
      given: registered,
      act: (_, fee) => is('FeeOfAnotherProvider', counter.correct(fee, null, '100.00', { actor: ACTOR_OF_B })),
      lines: [['correctFee', OF_B]],
    },
    {
      usecase: 'correctFee',
      outcome: 'nothing found',
      act: () => is('FeeUnknown', counter.correct('00000000-0000-8000-8000-000000000000', null, '100.00', A)),
      lines: [],
    },
    {
      usecase: 'annulFee',
      outcome: 'done',
      given: registered,
      act: (_, fee) => isDone(counter.annul(fee, A)),
      lines: [['annulFee', AT_TILL]],
    },
    {
      usecase: 'annulFee',
      outcome: 'refused after looking, the fee set aside',
      given: left,
      act: (_, fee) => is('OptedOut', counter.annul(fee, A)),
      lines: [['annulFee', AT_TILL]],
    },
    {
      usecase: 'readCard',
      outcome: 'found',
      given: registered,
      act: (person) => isDone(reading(person, 'readCard')),
      lines: [['readCard', BY_SYSTEM]],
    },
    {
      usecase: 'readCard',
      outcome: 'found, with fees, for a provider that it names',
      given: registered,
      act: (person) => isDone(reading(person, 'readCardWithFees', 'SE2321000198-A')),
      lines: [['readCardWithFees', { ...BY_SYSTEM, provider: 'SE2321000198-A' }]],
    },
    {
      usecase: 'readCard',
      outcome: 'found, with a card that settings have made and nobody has seen',
      given: async (person) => {
        counter.setClock('2025-06-02T12:00:00+02:00')
        const fee = feeOf(await counter.register(person, '2024-06-10', '900.00', A))
        counter.setClock('2025-06-20T12:00:00+02:00')
        done(await counter.register(person, '2025-06-15', '800.00', A))
        await counter.set(ceiling('2024-06-05', '700.00', OWN), ceiling('2025-06-16', '1450.00', OWN))
        return fee
      },
      act: (person) => isDone(reading(person, 'readCard')),
      lines: [['readCard', BY_SYSTEM]],
    },
    {
      usecase: 'readCard',
      outcome: 'nothing found',
      act: async (person) => assert.equal(done(await reading(person, 'readCard')), null),
      lines: [['readCard', BY_SYSTEM]],
    },
    {
      usecase: 'readCard',
      outcome: 'refused after looking',
      given: left,
      act: (person) => is('OptedOut', reading(person, 'readCard')),
      lines: [['readCard', BY_SYSTEM]],
    },
    {
      usecase: 'readCard',
      outcome: 'refused without looking',
      act: (person) => is('ProviderNotInRegister', reading(person, 'readCard', 'SE5599990000-C')),
      lines: [],
    },
    {
      usecase: 'readEarlier',
      outcome: 'found',
      given: registered,
      act: (person) => isDone(asKnown(person, '2025-06-02T10:00:00Z')),
      lines: [['readEarlier', BY_SYSTEM]],
    },
    {
      usecase: 'readEarlier',
      outcome: 'nothing found',
      act: (person) => isDone(asKnown(person, '2025-06-02T10:00:00Z')),
      lines: [['readEarlier', BY_SYSTEM]],
    },
    {
      usecase: 'readEarlier',
      outcome: 'refused after looking',
      given: left,
      act: (person) => is('OptedOut', asKnown(person, '2025-06-02T10:00:00Z')),
      lines: [['readEarlier', BY_SYSTEM]],
    },
    {
      usecase: 'readEarlier',
      outcome: 'refused without looking',
      act: (person) => is('NotYetKnown', asKnown(person, '2026-06-02T10:00:00Z')),
      lines: [],
    },
    {
      usecase: 'optIn',
      outcome: 'done',
      act: (person) => isDone(counter.enter(person, A)),
      lines: [['optIn', AT_TILL]],
    },
    {
      usecase: 'optIn',
      outcome: 'nothing changed',
      given: async (person) => void done(await counter.enter(person, A)),
      act: (person) => isDone(counter.enter(person, A)),
      lines: [['optIn', AT_TILL]],
    },
    {
      usecase: 'optOut',
      outcome: 'done',
      act: (person) => isDone(counter.leave(person, A)),
      lines: [['optOut', AT_TILL]],
    },
    {
      usecase: 'optOut',
      outcome: 'nothing changed',
      given: left,
      act: (person) => isDone(counter.leave(person, A)),
      lines: [['optOut', AT_TILL]],
    },
    {
      usecase: 'eraseDue',
      outcome: 'done',
      given: async (person) => {
        const fee = await left(person)
        counter.setClock('2025-07-02T12:00:00+02:00')
        return fee
      },
      act: () => eraseDue(counter.ports),
      lines: [['eraseContent', BY_ITSELF]],
    },
    { usecase: 'eraseDue', outcome: 'nobody due', act: () => eraseDue(counter.ports), lines: [] },
    {
      usecase: 'readAccessLog',
      outcome: 'found',
      given: registered,
      act: async (person) => assert.equal((await reviewed(person)).lines.length, 1),
      lines: [['readAccessLog', REVIEWING]],
    },
    {
      usecase: 'readAccessLog',
      outcome: 'nothing found',
      act: async (person) => assert.deepEqual(await reviewed(person), { lines: [], next: null }),
      lines: [['readAccessLog', REVIEWING]],
    },
    ...cardOutcomes(() => counter),
    ...groupOutcomes(() => counter),
    ...tillOutcomes(() => counter),
  ]

  /** By their places, which no line leaves. */
  const linesOf = async (person: string) => {
    const query = 'select ctid::text as place, * from access_log where person_id = $1'
    const { rows } = await counter.pool.query<{ place: string }>(query, [person])
    return new Map(rows.map(({ place, ...line }) => [place, line]))
  }

  for (const { usecase, outcome, person: chosen, given, act, lines, others } of OUTCOMES)
    test(`${usecase}, ${outcome}: ${lines.length === 0 ? 'no line, since nobody was looked at' : 'one line of who, whose, what and when'}`, async () => {
      counter.setClock(NOON)
      const person = (chosen ?? counter.stranger)()
      const fee = (await given?.(person)) ?? ''
      const all = [person, ...(others?.(person) ?? [])]
      const before = await Promise.all(all.map(linesOf))
      await act(person, fee)
      const after = await Promise.all(all.map(linesOf))
      const at = new Date(counter.ports.now())
      const expected = (of: string) =>
        lines.map(([what, who]) => ({ at, person_id: of, act: what, assignment: null, ...who }))
      assert.deepEqual(
        after.map((lines, index) => [...lines].flatMap(([place, line]) => (before[index]?.has(place) ? [] : [line]))),
        all.map(expected),
      )
    })

  test('every use case that takes the ports is among these, or is part of one', () => {
    const exported = /^export (?:async )?(?:function|const) (\w+)[^(\n]*\(([^)]*(?:\([^)]*\)[^)]*)*)\)/gm
    const takingPorts = readdirSync(USECASES).flatMap((file) =>
      [...readFileSync(new URL(file, USECASES), 'utf8').matchAll(exported)]
        .filter(([, , parameters]) => /\bPorts\b/.test(parameters ?? ''))
        .map(([, name]) => name as string),
    )
    assert.ok(takingPorts.includes('registerFee'))
    const examined = new Set([...OUTCOMES.map(({ usecase }) => usecase), ...PARTS])
    assert.deepEqual(new Set(takingPorts), examined, 'a use case is added: say what line it leaves in each outcome')
  })

  describe('and tells or does nothing when that line cannot be written', () => {
    before(() =>
      owner.query('alter table efrikort.access_log add constraint nobody check (person_id is null) not valid'),
    )
    after(() => owner.query('alter table efrikort.access_log drop constraint nobody'))
    const free = async <T>(act: () => Promise<T>): Promise<T> => {
      await owner.query('alter table efrikort.access_log drop constraint nobody')
      try {
        return await act()
      } finally {
        await owner.query('alter table efrikort.access_log add constraint nobody check (person_id is null) not valid')
      }
    }
    const held = async () =>
      (
        await counter.pool.query(
          'select (select count(*) from entry) as entries, (select count(*) from once) as calls, (select max(version) from account) as version',
        )
      ).rows[0]
    for (const { usecase, outcome, person: chosen, given, act } of OUTCOMES.filter(({ lines }) => lines.length > 0))
      test(`${usecase}, ${outcome}`, async () => {
        counter.setClock(NOON)
        const person = (chosen ?? counter.stranger)()
        const fee = await free(async () => (await given?.(person)) ?? '')
        const before = await held()
        await assert.rejects(act(person, fee), /violates check constraint "nobody"/)
        assert.deepEqual(await held(), before)
      })
  })
})
