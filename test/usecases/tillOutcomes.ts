/** What the test of the access log does at the till: every outcome of the use cases that staff alone call, and the lines that each leaves. */

import assert from 'node:assert/strict'
import { keepFinding } from '../../src/ledger/finding.ts'
import type { SystemCaller } from '../../src/usecases/checks.ts'
import { handOver } from '../../src/usecases/handOver.ts'
import { findableOf } from '../../src/usecases/openFound.ts'
import type { Outcome } from './accessOutcome.ts'
import { type Counter, done, feeOf, refused } from './counter.ts'
import { type Till, tillOf } from './till.ts'
import { registration } from './world.ts'

const AT_WEB = {
  system: 'SE2321000198-EFRIKORT',
  employee: 'SE2321000198-E001',
  provider: 'SE2321000198-A',
  unit: 'SE2321000198-A1',
  assignment: 'SE2321000198-M001',
  reason: null,
}
const PREVIEWED = { ...AT_WEB, reason: 'preview' }
const BY_ADMINISTRATOR = { ...AT_WEB, employee: 'SE2321000198-E003', assignment: 'SE2321000198-M004' }

/** Takes what gives the counter, which is not open yet. */
export function tillOutcomes(counter: () => Counter): readonly Outcome[] {
  const tillAs = (employee: string) => (): Till => tillOf(counter().ports, employee)
  const [till, sven, reader, administrator] = [
    tillAs('SE2321000198-E001'),
    tillAs('SE5599990000-E001'),
    tillAs('SE2321000198-E002'),
    tillAs('SE2321000198-E003'),
  ] as const
  const rights = new Map<string, string>()
  /** To whom a fee of the person is moved. */
  const rightFor = (person: string): string => {
    const known = rights.get(person) ?? counter().stranger()
    rights.set(person, known)
    return known
  }
  const is = async (kind: string, act: Promise<Parameters<typeof refused>[0]>) => assert.equal(refused(await act), kind)
  const isDone = async (act: Promise<Parameters<typeof done>[0]>) => void done(await act)
  const registered = async (person: string, amount = '250.00') =>
    feeOf(await till().register(person, '2025-06-01', amount))
  const keepUp = () => keepFinding(counter().pool, (account) => findableOf(counter().ports, account))
  return [
    {
      usecase: 'readPatient',
      outcome: 'told',
      given: registered,
      act: (person) => isDone(till().patient(person)),
      lines: [['readCardWithFees', AT_WEB]],
    },
    {
      usecase: 'readPatient',
      outcome: 'nothing known',
      act: (person) => isDone(till().patient(person)),
      lines: [['readCardWithFees', AT_WEB]],
    },
    {
      usecase: 'readPatient',
      outcome: 'refused without looking',
      act: (person) => is('PrincipalNotGranted', till().patient(person, { principal: 'SE2321000099-9' })),
      lines: [],
    },
    {
      usecase: 'quoteVisit',
      outcome: 'told',
      given: registered,
      act: (person) => isDone(till().quote(person, '2025-06-02', '250.00')),
      lines: [['quote', AT_WEB]],
    },
    {
      usecase: 'quoteVisit',
      outcome: 'refused without looking',
      act: (person) => is('VisitInTheFuture', till().quote(person, '2025-06-03', '250.00')),
      lines: [],
    },
    {
      usecase: 'previewRegistration',
      outcome: 'told',
      act: (person) => isDone(till().preview.register(person, '2025-06-01', '250.00')),
      lines: [['registerFee', PREVIEWED]],
    },
    {
      usecase: 'previewRegistration',
      outcome: 'refused without looking',
      act: (person) => is('RoleNotGranted', reader().preview.register(person, '2025-06-01', '250.00')),
      lines: [],
    },
    {
      usecase: 'previewCorrection',
      outcome: 'told',
      given: registered,
      act: (_, fee) => isDone(till().preview.correct(fee, '100.00')),
      lines: [['correctFee', PREVIEWED]],
    },
    {
      usecase: 'previewAnnulment',
      outcome: 'refused after looking',
      given: async (person) => feeOf(await sven().register(person, '2025-06-01', '250.00')),
      act: (_, fee) => is('FeeOfAnotherProvider', till().preview.annul(fee, 'fel')),
      lines: [['annulFee', PREVIEWED]],
    },
    {
      usecase: 'previewMove',
      outcome: 'told',
      given: registered,
      act: (person, fee) => isDone(till().preview.move(fee, rightFor(person))),
      lines: [['moveFee', PREVIEWED]],
      others: (person) => [rightFor(person)],
    },
    {
      usecase: 'previewCardRegistration',
      outcome: 'told',
      act: (person) => isDone(till().preview.card(person, '2025-06-01', '2026-05-31')),
      lines: [['registerCard', PREVIEWED]],
    },
    {
      usecase: 'previewCardRegistration',
      outcome: 'refused without looking',
      act: (person) => is('CardFromTheFuture', till().preview.card(person, '2025-06-03', '2026-05-31')),
      lines: [],
    },
    {
      usecase: 'previewGrouping',
      outcome: 'told',
      given: registered,
      act: (person) => isDone(till().preview.group(person, rightFor(person))),
      lines: [['groupPerson', PREVIEWED]],
      others: (person) => [rightFor(person)],
    },
    {
      usecase: 'previewGrouping',
      outcome: 'refused without looking',
      act: (person) => is('RoleNotGranted', reader().preview.group(person, rightFor(person))),
      lines: [],
      others: (person) => [rightFor(person)],
    },
    {
      usecase: 'previewUngrouping',
      outcome: 'told',
      given: async (person) => {
        done(await counter().group(person, rightFor(person)))
        return undefined
      },
      act: (person) => isDone(till().preview.ungroup(person, rightFor(person))),
      lines: [['ungroupPerson', PREVIEWED]],
      others: (person) => [rightFor(person)],
    },
    {
      usecase: 'previewUngrouping',
      outcome: 'refused after looking, the person alone',
      given: registered,
      act: (person) => is('NotInGroup', till().preview.ungroup(person, person)),
      lines: [['ungroupPerson', PREVIEWED]],
    },
    {
      usecase: 'moveFee',
      outcome: 'done',
      given: registered,
      act: (person, fee) => isDone(till().move(fee, rightFor(person))),
      lines: [['moveFee', AT_WEB]],
      others: (person) => [rightFor(person)],
    },
    {
      usecase: 'moveFee',
      outcome: 'answered again by its id',
      given: async (person) => {
        const fee = await registered(person)
        done(await till().move(fee, rightFor(person), { callId: `move ${person}` }))
        return fee
      },
      act: (person, fee) => isDone(till().move(fee, rightFor(person), { callId: `move ${person}` })),
      lines: [['moveFee', AT_WEB]],
      others: (person) => [rightFor(person)],
    },
    {
      usecase: 'moveFee',
      outcome: 'refused after looking',
      given: async (person) => feeOf(await sven().register(person, '2025-06-01', '250.00')),
      act: (person, fee) => is('FeeOfAnotherProvider', till().move(fee, rightFor(person))),
      lines: [['moveFee', AT_WEB]],
      others: (person) => [rightFor(person)],
    },
    {
      usecase: 'readUnitDay',
      outcome: 'told',
      given: registered,
      act: () => isDone(till().day(null)),
      lines: [['readUnitDay', AT_WEB]],
    },
    {
      usecase: 'readUnitDay',
      outcome: 'nothing of the person',
      act: () => isDone(till().day(null)),
      lines: [],
    },
    {
      usecase: 'readOwed',
      outcome: 'told',
      given: async (person) => {
        const fee = await registered(person, '1500.00')
        await keepUp()
        return fee
      },
      act: () => isDone(till().owed()),
      lines: [['readOwed', AT_WEB]],
    },
    {
      usecase: 'readUnitSums',
      outcome: 'sums alone',
      given: registered,
      act: () => isDone(till().sums(null, 2)),
      lines: [],
    },
    {
      usecase: 'countOwed',
      outcome: 'a number alone',
      given: (person) => registered(person, '1500.00'),
      act: () => isDone(till().countOwed()),
      lines: [],
    },
    {
      usecase: 'handOver',
      outcome: 'kept, and nobody read',
      given: registered,
      act: (person) =>
        isDone(handOver(counter().ports, { caller: registration({ person }).caller as SystemCaller, person })),
      lines: [],
    },
    {
      usecase: 'findCard',
      outcome: 'found',
      given: async (person) => {
        await registered(person)
        await keepUp()
        return (await counter().shown(person))?.number
      },
      act: (_, number) => isDone(administrator().findCard(number)),
      lines: [['findCard', BY_ADMINISTRATOR]],
    },
    {
      usecase: 'findCard',
      outcome: 'refused without looking',
      given: registered,
      act: (_, number) => is('RoleNotGranted', till().findCard(number)),
      lines: [],
    },
  ]
}
