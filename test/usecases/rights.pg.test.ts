/** Rights of staff (domain.md section 10), cell by cell through the use cases: role, act, and whose registration it is about. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import {
  mayActOn,
  PLACES,
  type Place,
  ROLES,
  type Role,
  STAFF_ACTS,
  type StaffAct,
  type StaffAtWork,
} from '../../src/domain/decisions/staff.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import { deleteCard, orderCard, updateCard } from '../../src/usecases/changeCard.ts'
import { annulFee, correctFee } from '../../src/usecases/changeFee.ts'
import { findCard } from '../../src/usecases/findCard.ts'
import { groupPerson, ungroupPerson } from '../../src/usecases/group.ts'
import { moveFee } from '../../src/usecases/moveFee.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { readCard, readCards } from '../../src/usecases/readCard.ts'
import { readGroup } from '../../src/usecases/readGroup.ts'
import { readOwed } from '../../src/usecases/readOwed.ts'
import { quoteVisit, readPatient } from '../../src/usecases/readPatient.ts'
import { readUnitDay } from '../../src/usecases/readUnitDay.ts'
import { registerCard } from '../../src/usecases/registerCard.ts'
import { registerFee } from '../../src/usecases/registerFee.ts'
import { optIn, optOut, setReadConsent } from '../../src/usecases/takePart.ts'
import { type Counter, counterOver, OTHER, OWN, openCounter, settingsOfOther } from './counter.ts'
import { tillOf } from './till.ts'
import { day, kronor } from './world.ts'

/**
 * Who may: L limited, U user, A administrator, S support; on what one's own provider registered, on another's of the same principal, on
 * another principal's. Written out by hand from section 10, with removal of others' registrations by support as in Gävleborg.
 */
const EXPECTED: Readonly<Record<StaffAct, readonly [own: string, same: string, other: string]>> = {
  readCard: ['LUAS', 'LUAS', 'S'],
  readCardWithFees: ['LUAS', 'LUAS', 'S'],
  readCards: ['LUAS', 'LUAS', 'S'],
  quote: ['LUAS', 'LUAS', 'S'],
  printStatement: ['LUAS', 'LUAS', 'S'],
  registerFee: ['UAS', 'UAS', 'S'],
  correctFee: ['UAS', 'S', 'S'],
  annulFee: ['UAS', 'S', 'S'],
  moveFee: ['UAS', 'S', 'S'],
  registerCard: ['UAS', 'UAS', 'S'],
  orderCard: ['UAS', 'UAS', 'S'],
  groupPerson: ['UAS', 'UAS', 'S'],
  ungroupPerson: ['UAS', 'UAS', 'S'],
  readGroup: ['UAS', 'UAS', 'S'],
  optIn: ['UAS', 'UAS', 'S'],
  setReadConsent: ['UAS', 'UAS', 'S'],
  optOut: ['S', 'S', 'S'],
  updateCard: ['AS', 'AS', 'S'],
  deleteCard: ['AS', 'S', 'S'],
  findCard: ['AS', 'AS', 'S'],
  readUnitDay: ['UAS', '', ''],
  readOwed: ['UAS', '', ''],
}

const LETTERS: Readonly<Record<Role, string>> = { limited: 'L', user: 'U', administrator: 'A', support: 'S' }

/** Removal by administrators: then what other providers of the principal registered is theirs to correct too. */
const BY_ADMINISTRATORS: Partial<Record<StaffAct, string>> = {
  correctFee: 'AS',
  annulFee: 'AS',
  moveFee: 'AS',
  deleteCard: 'AS',
}

/** The refusals that say that one may not; whatever else comes, one may. */
const NOT_ALLOWED = ['RoleNotGranted', 'PrincipalNotGranted', 'FeeOfAnotherProvider', 'FeesOfOtherProviders']

let counter: Counter

before(async () => {
  const opened = await openCounter()
  const { directory } = opened.ports
  const practiceOf: Ports['directory']['practiceOf'] = () => directory.practiceOf(OWN)
  counter = counterOver(opened, { directory: { ...directory, practiceOf } })
  await counter.set(...settingsOfOther())
})

after(async () => counter.close())

const OF_OTHER_PROVIDER = { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: 'SE5599990000-B1' }
const OF_OWN_PROVIDER = { employee: 'SE2321000198-E009', provider: 'SE2321000198-A', unit: 'SE2321000198-A1' }

/** What stands before the act: a fee, and the card that comes of it, registered at the place. */
async function registeredAt(place: Place): Promise<{ person: string; fee: string; card: string }> {
  const person = counter.stranger()
  const actor = place === 'same principal' ? OF_OTHER_PROVIDER : OF_OWN_PROVIDER
  const principal = place === 'other principal' ? OTHER : OWN
  const careProvider = actor.provider
  const done = await counter.register(person, '2025-06-01', '250.00', { actor, principal, careProvider })
  assert.ok(done.ok && done.value.feeId !== null && done.value.card !== null)
  return { person, fee: done.value.feeId, card: done.value.card.id }
}

type Known = Awaited<ReturnType<typeof registeredAt>>
type Acting = { readonly ports: Ports; readonly staff: StaffAtWork; readonly principal: HsaId }

/** Every act as staff, on what stands. */
function perform(
  act: StaffAct,
  { ports, staff, principal }: Acting,
  { person, fee, card }: Known,
): Promise<Result<unknown, Refusal>> {
  const { provider, unit } = staff.assignment
  const caller = { staff }
  const cardType = 'CARE_VISIT'
  const acting = { caller, callId: null, principal, actor: { employee: staff.employee, provider, unit } }
  const onPerson = { ...acting, person, cardType }
  const reading = { caller, principal, person, cardType, namedProvider: null }
  const unchanged = { visit: null, careProvider: null, careUnit: null }
  const group = { by: 'owner', person: counter.stranger(), cardType } as const
  switch (act) {
    case 'readCard':
    case 'readCardWithFees':
      return readCard(ports, { ...reading, act })
    case 'readCards':
      return readCards(ports, reading)
    case 'readGroup':
      return readGroup(ports, reading)
    case 'quote':
      return quoteVisit(ports, { ...reading, visit: null, amount: kronor('250.00') })
    case 'printStatement':
      return readPatient(ports, { ...reading, act })
    case 'registerFee':
      return registerFee(ports, {
        ...onPerson,
        visit: null,
        amount: kronor('10.00'),
        careProvider: provider,
        careUnit: unit,
      })
    case 'correctFee':
      return correctFee(ports, { ...acting, ...unchanged, feeId: fee, reason: null, amount: kronor('20.00') })
    case 'annulFee':
      return annulFee(ports, { ...acting, feeId: fee, reason: 'Fel' })
    case 'moveFee':
      return moveFee(ports, { ...onPerson, person: counter.stranger(), feeId: fee, reason: 'Fel patient' })
    case 'registerCard':
      return registerCard(ports, {
        ...onPerson,
        validFrom: day('2025-06-01'),
        validThrough: day('2026-05-31'),
        number: '77',
        reason: 'VALID_CARD',
        extendExisting: false,
      })
    case 'updateCard':
      return updateCard(ports, {
        ...acting,
        cardId: card,
        cardType: null,
        number: '78',
        start: null,
        reached: null,
        end: null,
      })
    case 'deleteCard':
      return deleteCard(ports, { ...acting, cardId: card })
    case 'orderCard':
      return orderCard(ports, { ...acting, person, card: { by: 'type', cardType } })
    case 'groupPerson':
      return groupPerson(ports, { ...acting, group, person })
    case 'ungroupPerson':
      return ungroupPerson(ports, { ...acting, group, person })
    case 'optIn':
      return optIn(ports, onPerson)
    case 'optOut':
      return optOut(ports, onPerson)
    case 'setReadConsent':
      return setReadConsent(ports, { ...onPerson, consent: true })
    case 'readUnitDay':
      return readUnitDay(ports, { caller, principal, cardType, day: null })
    case 'readOwed':
      return readOwed(ports, { caller, principal })
    case 'findCard':
      return findCard(ports, { caller, principal, number: '77' })
  }
}

const atWork = (role: Role): StaffAtWork =>
  tillOf(counter.ports, 'SE2321000198-E001', 0, { roles: new Set([role]) }).staff

async function isAllowed(act: StaffAct, place: Place, role: Role, ports = counter.ports): Promise<boolean> {
  const principal = place === 'other principal' ? OTHER : OWN
  const outcome = await perform(act, { ports, staff: atWork(role), principal }, await registeredAt(place))
  return outcome.ok || !NOT_ALLOWED.includes(outcome.refusal.kind)
}

const lettersOf = async (may: (role: Role) => boolean | Promise<boolean>): Promise<string> => {
  const each = await Promise.all(ROLES.map(async (role) => ((await may(role)) ? LETTERS[role] : '')))
  return each.join('')
}

describe('rights of staff', () => {
  for (const act of STAFF_ACTS)
    test(`${act}: who may, where`, async () => {
      const rules = { optOutBy: 'support', removalBy: 'support' } as const
      const [own, same, other] = EXPECTED[act]
      const told = PLACES.map((place) => lettersOf((role) => mayActOn(new Set([role]), { act, place }, rules)))
      assert.deepEqual(await Promise.all(told), [own, same, other])
      // What is of one's own unit or provider alone tells nothing of others': there is nothing to try.
      const isOnesOwn = act === 'readUnitDay' || act === 'readOwed'
      for (const [at, place] of PLACES.entries())
        if (!isOnesOwn || place === 'own provider')
          assert.equal(await lettersOf((role) => isAllowed(act, place, role)), EXPECTED[act][at], place)
    })

  test('where the region lets administrators remove others’ registrations, they do within the principal, and no further', async () => {
    const { directory } = counter.ports
    const practice = directory.practiceOf(OWN)
    assert.ok(practice)
    const practiceOf = () => ({ ...practice, removalBy: 'administrators' as const })
    const ports = { ...counter.ports, directory: { ...directory, practiceOf } }
    for (const act of Object.keys(BY_ADMINISTRATORS) as StaffAct[]) {
      assert.equal(
        await lettersOf((role) => isAllowed(act, 'same principal', role, ports)),
        BY_ADMINISTRATORS[act],
        act,
      )
      assert.equal(await lettersOf((role) => isAllowed(act, 'other principal', role, ports)), 'S', act)
    }
  })

  test('a role counts only with an assignment in force, of an accepted purpose, at a provider in the register', async () => {
    const refusalOf = async (employee: string): Promise<string> => {
      const outcome = await tillOf(counter.ports, employee).patient(counter.stranger())
      return outcome.ok ? 'done' : outcome.refusal.kind
    }
    counter.setClock('2025-08-31T12:00:00+02:00')
    assert.equal(await refusalOf('SE2321000198-E006'), 'done')
    counter.setClock('2025-09-01T00:00:00+02:00')
    assert.equal(await refusalOf('SE2321000198-E006'), 'AssignmentEnded')
    assert.equal(await refusalOf('SE2321000198-E005'), 'PurposeNotAccepted')
    assert.equal(await refusalOf('SE5599980000-E001'), 'ProviderNotInRegister')
  })

  test('the till lets a patient leave where the region says so', async () => {
    await counter.set({ principal: OWN, name: 'optOutBy', from: day('2023-05-30'), value: 'till', source: 'test' })
    assert.equal(await lettersOf((role) => isAllowed('optOut', 'own provider', role)), 'UAS')
  })
})
