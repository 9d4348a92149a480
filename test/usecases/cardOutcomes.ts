/** What the test of the access log does with cards and read consent: every outcome of their use cases, and the lines it leaves. */

import assert from 'node:assert/strict'
import { ACTOR, ACTOR_OF_B, AT_TILL, BY_SYSTEM, OF_B, type Outcome } from './accessOutcome.ts'
import { type Counter, done, refused } from './counter.ts'

const A = { actor: ACTOR }
const YEAR = ['2025-06-01', '2026-05-31'] as const
const NO_CARD = '00000000-0000-8000-8000-000000000000'

/** Takes what gives the counter, which is not open yet. */
export function cardOutcomes(counter: () => Counter): readonly Outcome[] {
  const give = (person: string, told = {}, card = {}) => counter().give(person, YEAR, card, { ...A, ...told })
  const given = async (person: string, told = {}) =>
    done(await give(person, told)).view?.card.identity?.id ?? assert.fail('a card')
  const belowLimit = async (person: string) =>
    done(await counter().register(person, '2025-06-01', '250.00', A)).card?.id ?? assert.fail('a card')
  const final = async (person: string) => {
    const card = await given(person)
    counter().setClock('2025-06-04T12:00:00+02:00')
    return card
  }
  const ordered = async (person: string) => {
    const card = await final(person)
    done(await counter().orderCard(person, card, A))
    return card
  }
  const left = async (person: string) => {
    const card = await given(person)
    done(await counter().leave(person))
    return card
  }
  const reading = (person: string, told = {}) => counter().cards(person, told)
  const is = async (kind: string, act: Promise<Parameters<typeof refused>[0]>) => assert.equal(refused(await act), kind)
  const isDone = async (act: Promise<Parameters<typeof done>[0]>) => void done(await act)

  return [
    {
      usecase: 'registerCard',
      outcome: 'done',
      act: (person) => isDone(give(person)),
      lines: [['registerCard', AT_TILL]],
    },
    {
      usecase: 'registerCard',
      outcome: 'nothing changed, the card as it was',
      given,
      act: (person) => isDone(give(person, {}, { extendExisting: true })),
      lines: [['registerCard', AT_TILL]],
    },
    {
      usecase: 'registerCard',
      outcome: 'answered again by its id',
      given: (person) => given(person, { callId: `card ${person}` }),
      act: (person) => isDone(give(person, { callId: `card ${person}` })),
      lines: [['registerCard', AT_TILL]],
    },
    {
      usecase: 'registerCard',
      outcome: 'refused after looking',
      given,
      act: (person) => is('CardExists', give(person)),
      lines: [['registerCard', AT_TILL]],
    },
    {
      usecase: 'registerCard',
      outcome: 'refused without looking',
      act: (person) => is('SystemUnknown', give(person, { caller: null })),
      lines: [],
    },
    {
      usecase: 'updateCard',
      outcome: 'done',
      given,
      act: (_, card) => isDone(counter().updateCard(card, { end: '2025-12-31' }, A)),
      lines: [['updateCard', AT_TILL]],
    },
    {
      usecase: 'updateCard',
      outcome: 'nothing changed',
      given,
      act: (_, card) => isDone(counter().updateCard(card, { end: '2026-05-31' }, A)),
      lines: [['updateCard', AT_TILL]],
    },
    {
      usecase: 'updateCard',
      outcome: 'refused after looking, the person having left',
      given: left,
      act: (_, card) => is('OptedOut', counter().updateCard(card, { end: '2025-12-31' }, { actor: ACTOR_OF_B })),
      lines: [['updateCard', OF_B]],
    },
    {
      usecase: 'updateCard',
      outcome: 'nothing found',
      act: () => is('CardUnknown', counter().updateCard(NO_CARD, { end: '2025-12-31' }, A)),
      lines: [],
    },
    {
      usecase: 'updateCard',
      outcome: 'refused without looking',
      given,
      act: (_, card) => is('SystemUnknown', counter().updateCard(card, { end: '2025-12-31' }, { ...A, caller: null })),
      lines: [],
    },
    {
      usecase: 'deleteCard',
      outcome: 'done',
      given,
      act: (_, card) => isDone(counter().deleteCard(card, A)),
      lines: [['deleteCard', AT_TILL]],
    },
    {
      usecase: 'deleteCard',
      outcome: 'refused after looking, the fees another provider’s',
      given: belowLimit,
      act: (_, card) => is('FeesOfOtherProviders', counter().deleteCard(card, { actor: ACTOR_OF_B })),
      lines: [['deleteCard', OF_B]],
    },
    {
      usecase: 'deleteCard',
      outcome: 'nothing found',
      act: () => is('CardUnknown', counter().deleteCard(NO_CARD, A)),
      lines: [],
    },
    {
      usecase: 'deleteCard',
      outcome: 'refused without looking',
      given,
      act: (_, card) => is('SystemUnknown', counter().deleteCard(card, { ...A, caller: null })),
      lines: [],
    },
    {
      usecase: 'orderCard',
      outcome: 'done',
      given: final,
      act: (person, card) => isDone(counter().orderCard(person, card, A)),
      lines: [['orderCard', AT_TILL]],
    },
    {
      usecase: 'orderCard',
      outcome: 'done, the current card',
      given: final,
      act: (person) => isDone(counter().orderCard(person, null, A)),
      lines: [['orderCard', AT_TILL]],
    },
    {
      usecase: 'orderCard',
      outcome: 'nothing changed, ordered before',
      given: ordered,
      act: (person, card) => isDone(counter().orderCard(person, card, A)),
      lines: [['orderCard', AT_TILL]],
    },
    {
      usecase: 'orderCard',
      outcome: 'refused after looking',
      given,
      act: (person, card) => is('CardIsNotFinal', counter().orderCard(person, card, A)),
      lines: [['orderCard', AT_TILL]],
    },
    {
      usecase: 'orderCard',
      outcome: 'nothing found',
      act: (person) => is('CardUnknown', counter().orderCard(person, NO_CARD, A)),
      lines: [['orderCard', AT_TILL]],
    },
    {
      usecase: 'orderCard',
      outcome: 'refused without looking',
      act: (person) => is('SystemUnknown', counter().orderCard(person, null, { ...A, caller: null })),
      lines: [],
    },
    {
      usecase: 'readCards',
      outcome: 'found',
      given,
      act: async (person) => assert.equal(done(await reading(person)).length, 1),
      lines: [['readCards', BY_SYSTEM]],
    },
    {
      usecase: 'readCards',
      outcome: 'nothing found',
      act: async (person) => assert.deepEqual(done(await reading(person)), []),
      lines: [['readCards', BY_SYSTEM]],
    },
    {
      usecase: 'readCards',
      outcome: 'refused after looking',
      given: left,
      act: (person) => is('OptedOut', reading(person)),
      lines: [['readCards', BY_SYSTEM]],
    },
    {
      usecase: 'readCards',
      outcome: 'refused without looking',
      act: (person) => is('SystemUnknown', reading(person, { caller: null })),
      lines: [],
    },
    {
      usecase: 'setReadConsent',
      outcome: 'done',
      act: (person) => isDone(counter().consent(person, true, A)),
      lines: [['setReadConsent', AT_TILL]],
    },
    {
      usecase: 'setReadConsent',
      outcome: 'nothing changed',
      act: (person) => isDone(counter().consent(person, false, A)),
      lines: [['setReadConsent', AT_TILL]],
    },
    {
      usecase: 'setReadConsent',
      outcome: 'refused after looking',
      given: left,
      act: (person) => is('OptedOut', counter().consent(person, true, A)),
      lines: [['setReadConsent', AT_TILL]],
    },
    {
      usecase: 'setReadConsent',
      outcome: 'refused without looking',
      act: (person) => is('SystemUnknown', counter().consent(person, true, { ...A, caller: null })),
      lines: [],
    },
  ]
}
