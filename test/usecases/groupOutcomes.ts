/**
 * What the test of the access log does with groups: every outcome of their use cases, and what a reading of one who shares an account
 * leaves. Everyone whose data are opened has a line: the person, and all who are in an account that is opened for it.
 */

import assert from 'node:assert/strict'
import { leaveGrownUp } from '../../src/usecases/leaveGrownUp.ts'
import { readEarlier } from '../../src/usecases/readEarlier.ts'
import { ACTOR, AT_TILL, BY_SYSTEM, type Outcome } from './accessOutcome.ts'
import { type Counter, done, refused } from './counter.ts'
import { day, registration } from './world.ts'

const A = { actor: ACTOR }
/** A child, ten years younger. */
const siblingOf = (person: string): string => person.replace('2307', '2317')
const NO_CARD = '00000000-0000-8000-8000-000000000000'

/** Takes what gives the counter, which is not open yet. */
export function groupOutcomes(counter: () => Counter): readonly Outcome[] {
  const relatives = new Map<string, readonly string[]>()
  const relativesOf = (person: string): readonly string[] => {
    const known = relatives.get(person) ?? [counter().stranger(), counter().stranger()]
    relatives.set(person, known)
    return known
  }
  const firstOf = (person: string): string => relativesOf(person)[0] as string
  const secondOf = (person: string): string => relativesOf(person)[1] as string
  const is = async (kind: string, act: Promise<Parameters<typeof refused>[0]>) => assert.equal(refused(await act), kind)
  const isDone = async (act: Promise<Parameters<typeof done>[0]>) => void done(await act)
  const registered = async (person: string) =>
    done(await counter().register(person, '2025-06-01', '250.00', A)).card?.id ?? assert.fail('a card')
  /** Gives the card of a group of the first and the second. */
  const groupOfOthers = async (person: string) => {
    const card = await registered(firstOf(person))
    done(await counter().group(firstOf(person), secondOf(person)))
    return card
  }
  /** The same, with the person in it. */
  const shared = async (person: string) => {
    const card = await groupOfOthers(person)
    done(await counter().groupByCard(card, person))
    return card
  }
  const inOwnGroup = async (person: string) => {
    done(await counter().group(firstOf(person), person))
    return registered(secondOf(person))
  }
  /** One who has left a principal is in the group still. */
  const left = async (person: string) => {
    const card = await shared(person)
    done(await counter().leave(person))
    return card
  }
  let met = 0
  const grownUpTomorrow = (): string => {
    met += 1
    return `23070603AB${met}0`
  }
  const asked = (person: string) => ({ ...registration({ person }), namedProvider: null })

  return [
    {
      usecase: 'groupPerson',
      outcome: 'done, a card telling the group',
      given: groupOfOthers,
      act: (person, card) => isDone(counter().groupByCard(card, person, A)),
      lines: [['groupPerson', AT_TILL]],
      others: relativesOf,
    },
    {
      usecase: 'groupPerson',
      outcome: 'done, an owner without account telling the group',
      act: (person) => isDone(counter().group(firstOf(person), person, A)),
      lines: [['groupPerson', AT_TILL]],
      others: (person) => [firstOf(person)],
    },
    {
      usecase: 'groupPerson',
      outcome: 'nothing changed',
      given: shared,
      act: (person, card) => isDone(counter().groupByCard(card, person, A)),
      lines: [['groupPerson', AT_TILL]],
      others: relativesOf,
    },
    {
      usecase: 'groupPerson',
      outcome: 'answered again by its id',
      given: async (person) => {
        const card = await groupOfOthers(person)
        done(await counter().groupByCard(card, person, { ...A, callId: `group ${person}` }))
        return card
      },
      act: (person, card) => isDone(counter().groupByCard(card, person, { ...A, callId: `group ${person}` })),
      lines: [['groupPerson', AT_TILL]],
      others: relativesOf,
    },
    {
      usecase: 'groupPerson',
      outcome: 'refused after looking, the person in another group, whose members’ account is opened too',
      given: inOwnGroup,
      act: (person, card) => is('InAnotherGroup', counter().groupByCard(card, person, A)),
      lines: [['groupPerson', AT_TILL]],
      others: relativesOf,
    },
    {
      usecase: 'groupPerson',
      outcome: 'nothing found',
      act: (person) => is('CardUnknown', counter().groupByCard(NO_CARD, person, A)),
      lines: [],
    },
    {
      usecase: 'groupPerson',
      outcome: 'refused without looking',
      act: (person) => is('SystemUnknown', counter().group(firstOf(person), person, { ...A, caller: null })),
      lines: [],
      others: relativesOf,
    },
    {
      usecase: 'ungroupPerson',
      outcome: 'done',
      given: shared,
      act: (person, card) => isDone(counter().ungroupByCard(card, person, A)),
      lines: [['ungroupPerson', AT_TILL]],
      others: relativesOf,
    },
    {
      usecase: 'ungroupPerson',
      outcome: 'refused after looking, the person in no group',
      given: registered,
      act: (person, card) => is('NotInGroup', counter().ungroupByCard(card, person, A)),
      lines: [['ungroupPerson', AT_TILL]],
    },
    {
      usecase: 'ungroupPerson',
      outcome: 'refused after looking, the person not in this group',
      given: groupOfOthers,
      act: (person, card) => is('PersonNotOnCard', counter().ungroupByCard(card, person, A)),
      lines: [['ungroupPerson', AT_TILL]],
      others: relativesOf,
    },
    {
      usecase: 'ungroupPerson',
      outcome: 'nothing found',
      act: (person) => is('CardUnknown', counter().ungroupByCard(NO_CARD, person, A)),
      lines: [],
    },
    {
      usecase: 'ungroupPerson',
      outcome: 'refused without looking',
      given: shared,
      act: (person, card) => is('SystemUnknown', counter().ungroupByCard(card, person, { ...A, caller: null })),
      lines: [],
      others: relativesOf,
    },
    {
      usecase: 'readGroup',
      outcome: 'found',
      given: shared,
      act: async (person) => assert.equal(done(await counter().groupOf(person)).persons.length, 3),
      lines: [['readGroup', BY_SYSTEM]],
      others: relativesOf,
    },
    {
      usecase: 'readGroup',
      outcome: 'nothing found',
      act: async (person) => assert.deepEqual(done(await counter().groupOf(person)).acts, []),
      lines: [['readGroup', BY_SYSTEM]],
    },
    {
      usecase: 'readGroup',
      outcome: 'refused after looking',
      given: left,
      act: (person) => is('OptedOut', counter().groupOf(person)),
      lines: [['readGroup', BY_SYSTEM]],
      others: relativesOf,
    },
    {
      usecase: 'readGroup',
      outcome: 'refused without looking',
      act: (person) => is('SystemUnknown', counter().groupOf(person, { caller: null })),
      lines: [],
    },
    {
      usecase: 'readCard',
      outcome: 'found, of one who shares it',
      given: shared,
      act: (person) => isDone(counter().read(person)),
      lines: [['readCardWithFees', BY_SYSTEM]],
      others: relativesOf,
    },
    {
      usecase: 'readCards',
      outcome: 'found, of one who shares them',
      given: shared,
      act: (person) => isDone(counter().cards(person)),
      lines: [['readCards', BY_SYSTEM]],
      others: relativesOf,
    },
    {
      usecase: 'readEarlier',
      outcome: 'found, of one who shares it',
      given: shared,
      act: (person) =>
        isDone(
          readEarlier(counter().ports, { ...asked(person), day: day('2025-06-02'), knownAt: counter().ports.now() }),
        ),
      lines: [['readEarlier', BY_SYSTEM]],
      others: relativesOf,
    },
    {
      usecase: 'leaveGrownUp',
      outcome: 'done',
      person: grownUpTomorrow,
      given: async (person) => {
        done(await counter().group(siblingOf(person), person))
        counter().setClock('2025-06-03T12:00:00+02:00')
        return undefined
      },
      act: async () => assert.equal(await leaveGrownUp(counter().ports), 1),
      lines: [['leaveGrownUp', { ...BY_SYSTEM, system: null, reason: 'grownUp' }]],
      others: (person) => [siblingOf(person)],
    },
    { usecase: 'leaveGrownUp', outcome: 'nobody due', act: () => leaveGrownUp(counter().ports), lines: [] },
    {
      usecase: 'registerCard',
      outcome: 'done, the answer telling who shares the account',
      given: shared,
      act: (person) => isDone(counter().give(person, ['2025-06-01', '2026-05-31'], {}, A)),
      lines: [['registerCard', AT_TILL]],
      others: relativesOf,
    },
  ]
}
