/** The acts of a till on cards, and on what the patient allows, in plain words: for the counter of counter.ts. */

import type { CardReason } from '../../src/domain/account/givenRecord.ts'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Day } from '../../src/domain/kernel/day.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { CardView } from '../../src/usecases/cardView.ts'
import { deleteCard, orderCard, updateCard } from '../../src/usecases/changeCard.ts'
import type { Done } from '../../src/usecases/done.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { readCards } from '../../src/usecases/readCard.ts'
import { type CardRegistered, registerCard } from '../../src/usecases/registerCard.ts'
import { setReadConsent } from '../../src/usecases/takePart.ts'
import type { Told } from './counter.ts'
import { day, registration } from './world.ts'

/** What a card given by hand is: on medical grounds, and no existing one extended, unless told. */
export type Given = {
  readonly number?: string | null
  readonly reason?: CardReason
  readonly extendExisting?: boolean
}

/** What an update tells; what is left out is not told. */
export type CardChange = {
  readonly number?: string
  readonly start?: string
  readonly reached?: string
  readonly end?: string
  readonly cardType?: string
}

export type CardActs = {
  readonly give: (
    person: string,
    days: readonly [string, string],
    card?: Given,
    told?: Told,
  ) => Promise<Result<CardRegistered, Refusal>>
  readonly updateCard: (card: string, change: CardChange, told?: Told) => Promise<Result<Done, Refusal>>
  readonly deleteCard: (card: string, told?: Told) => Promise<Result<Done, Refusal>>
  /** A card by its id, or (null) the person's current one. */
  readonly orderCard: (person: string, card: string | null, told?: Told) => Promise<Result<Done, Refusal>>
  readonly consent: (person: string, isGiven: boolean, told?: Told) => Promise<Result<Done, Refusal>>
  /** Every card, the newest first. */
  readonly cards: (person: string, told?: Told) => Promise<Result<readonly CardView[], Refusal>>
}

export function cardActsOf(ports: Ports): CardActs {
  const acting = (more: Told = {}) => {
    const { caller, callId, principal, actor } = registration({ person: '', ...more })
    return { caller, callId, principal, actor }
  }
  const onPerson = (person: string, more: Told = {}) => ({
    ...acting(more),
    person,
    cardType: more.cardType ?? 'CARE_VISIT',
  })
  return {
    give: (person, [validFrom, validThrough], { number, reason, extendExisting } = {}, more = {}) =>
      registerCard(ports, {
        ...onPerson(person, more),
        validFrom: day(validFrom),
        validThrough: day(validThrough),
        number: number ?? null,
        reason: reason ?? 'MEDICAL',
        extendExisting: extendExisting ?? false,
      }),
    updateCard: (cardId, { number, start, reached, end, cardType }, more) =>
      updateCard(ports, {
        ...acting(more),
        cardId,
        cardType: cardType ?? null,
        number: number ?? null,
        start: dayOrNull(start),
        reached: dayOrNull(reached),
        end: dayOrNull(end),
      }),
    deleteCard: (cardId, more) => deleteCard(ports, { ...acting(more), cardId }),
    orderCard: (person, id, more) => {
      const card = id === null ? ({ by: 'type', cardType: 'CARE_VISIT' } as const) : ({ by: 'id', id } as const)
      return orderCard(ports, { ...acting(more), person, card })
    },
    consent: (person, isGiven, more) => setReadConsent(ports, { ...onPerson(person, more), consent: isGiven }),
    cards: (person, more) => {
      const { caller, principal, cardType } = onPerson(person, more)
      return readCards(ports, { caller, principal, cardType, person, namedProvider: null })
    },
  }
}

const dayOrNull = (text: string | undefined): Day | null => (text === undefined ? null : day(text))
