/**
 * What the service ought to answer on a random walk, reckoned by the naive model (test/naive) and by the contracts' README read
 * literally: the card, its identity, and every row that a system may see. It shares no code with the service.
 */

import { type NaiveAnswer, type NaiveCard, naiveAnswer } from '../naive/model.ts'
import type { Row } from './desk.ts'

export type Values = {
  readonly visit: string
  readonly ore: number
  readonly took: string
  readonly unit: string | null
}

export type Fee = {
  readonly id: string
  readonly order: number
  readonly registeredAt: number
  readonly registeredBy: string
  values: Values
  readonly replaced: { readonly values: Values; readonly reason: string | null }[]
  annulled: { readonly reason: string | null; readonly card: Token | null } | null
}

/** A card's identity in the model, whatever the service calls it. */
export type Token = { readonly card: number }

type Known = { readonly key: string; readonly token: Token; readonly fees: readonly string[]; readonly finalAt: number }

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
})
export const swedishTime = (moment: number): string => CLOCK.format(moment).replace(' ', 'T')
export const swedishDay = (moment: number): string => swedishTime(moment).slice(0, 10)
export const kronor = (ore: number): string => (ore / 100).toFixed(2)

let tokens = 0
const newToken = (): Token => ({ card: ++tokens })

const keyOf = ({ start, reached, end, finalAt }: NaiveCard): string => [start, reached, end, finalAt].join(' ')
const PRELIMINARY_MS = 48 * 3_600_000
const keyOfGiven = ({ reached, end, finalAt }: NaiveCard): string =>
  [reached, end, new Date(finalAt ?? '').toISOString()].join(' ')
const feesOf = (card: NaiveCard | undefined): string[] => card?.fees.map(({ feeId }) => feeId) ?? []
const belowIn = (answer: NaiveAnswer) => answer.cards.find(({ status }) => status === 'BELOW_LIMIT')
const reachedIn = (answer: NaiveAnswer) => answer.cards.filter((card) => card.status !== 'BELOW_LIMIT' && !card.given)
const shared = (one: readonly string[], other: readonly string[]): number =>
  one.filter((fee) => other.includes(fee)).length

/** A card given by hand: its id never passes to another. */
export type Given = { readonly id: string; readonly key: string; readonly token: Token; isWithdrawn: boolean }

export class WalkedPerson {
  readonly fees: Fee[] = []
  readonly given: Given[] = []
  readonly entries: object[] = []
  recordedAt = 0
  #reached: readonly Known[] = []
  #window: Token | null = null

  /** What the naive model says at a moment, which is never before the last recording. */
  at(moment: number): NaiveAnswer {
    const asOf = new Date(Math.max(moment, this.recordedAt)).toISOString()
    const answer = naiveAnswer({ asOf, principal: 'SE2321000198-1000', cardType: 'CARE_VISIT', entries: this.entries })
    if ('error' in answer) throw new Error(`the naive model refuses the walk: ${answer.error.message}`)
    return answer
  }

  /** Records an entry. Takes what the naive model says before it, and gives what it says after. */
  record(moment: number, entry: object, before: NaiveAnswer): NaiveAnswer {
    this.recordedAt = Math.max(moment, this.recordedAt)
    this.entries.push({ ...entry, recordedAt: new Date(this.recordedAt).toISOString() })
    const after = this.at(moment)
    this.#passOn(before, after)
    return after
  }

  /** Records a card given by hand, as record does. */
  give(moment: number, id: string, [validFrom, validThrough]: readonly [string, string], before: NaiveAnswer) {
    const reason = 'VALID_CARD'
    const card = { type: 'CardRegistered', cardId: id, person: 'x', reason, number: id, validFrom, validThrough }
    const finalAt = new Date(Math.max(moment, this.recordedAt) + PRELIMINARY_MS).toISOString()
    this.given.push({ id, key: [validFrom, validThrough, finalAt].join(' '), token: newToken(), isWithdrawn: false })
    return this.record(moment, card, before)
  }

  /** The identity of the card that a fee lies on; null when it lies on none. */
  tokenOf(answer: NaiveAnswer, fee: string): Token | null {
    const card = answer.cards.find((one) => feesOf(one).includes(fee))
    return card === undefined ? null : this.tokenOfCard(card)
  }

  tokenOfCard(card: NaiveCard): Token | null {
    if (card.status === 'BELOW_LIMIT') return this.#window
    if (card.given) return this.given.find((one) => !one.isWithdrawn && one.key === keyOfGiven(card))?.token ?? null
    return this.#reached.find(({ key }) => key === keyOf(card))?.token ?? null
  }

  /** README, "Cards": who takes whose ids at a recording. */
  #passOn(before: NaiveAnswer, after: NaiveAnswer): void {
    const open = this.#reached.filter(({ finalAt }) => finalAt > this.recordedAt)
    const windowBefore = feesOf(belowIn(before))
    let window = windowBefore.length === 0 ? null : this.#window
    const continued = new Set<Known>()
    const cards = reachedIn(after).toSorted((a, b) => (a.reached ?? '').localeCompare(b.reached ?? ''))
    const kept = cards.map((card) => {
      const finalAt = Date.parse(card.finalAt ?? '')
      const same = this.#reached.find(({ key }) => key === keyOf(card))
      if (finalAt <= this.recordedAt) return { card, finalAt, token: same?.token ?? null }
      let best: Known | null = null
      for (const old of open)
        if (!continued.has(old) && shared(old.fees, feesOf(card)) > (best ? shared(best.fees, feesOf(card)) : 0))
          best = old
      if (best !== null) continued.add(best)
      return { card, finalAt, token: best?.token ?? null }
    })
    const reached = kept.map(({ card, finalAt, token }) => {
      const fees = feesOf(card)
      if (token !== null) return { key: keyOf(card), token, fees, finalAt }
      const inherits = window !== null && shared(windowBefore, fees) > 0
      const taken = inherits ? (window as Token) : newToken()
      if (inherits) window = null
      return { key: keyOf(card), token: taken, fees, finalAt }
    })
    const windowAfter = feesOf(belowIn(after))
    const ceased = open.filter((old) => !continued.has(old) && shared(old.fees, windowAfter) > 0)
    ceased.sort((a, b) => shared(b.fees, windowAfter) - shared(a.fees, windowAfter))
    if (windowAfter.length === 0) this.#window = null
    else if (window !== null && shared(windowBefore, windowAfter) > 0) this.#window = window
    else this.#window = ceased[0]?.token ?? newToken()
    this.#reached = reached
  }

  /** The card as an answer must show it, its ids left out. */
  card(answer: NaiveAnswer, moment: number): Record<string, string> | null {
    const card = answer.current
    if (card === null) return null
    const finalAt = Date.parse(card.finalAt ?? '')
    return {
      ...(card.start === null ? {} : { startDate: card.start }),
      ...(card.reached === null ? {} : { preliminaryCardDate: card.reached }),
      ...(finalAt <= Math.max(moment, this.recordedAt) ? { finalCardDate: swedishDay(finalAt) } : {}),
      ...(card.end === null ? {} : { endDate: card.end }),
      currentAmount: String(Number(card.currentAmount)),
      amountToLimit: String(Number(card.amountToLimit)),
      status: card.status,
      ...(card.given ? { cardReason: 'VALID_CARD' } : {}),
    }
  }

  /** The rows of a card (or of none, the expired ones) as a system for these providers must see them. */
  rows(active: readonly string[], token: Token | null, person: string, providers: readonly string[]): Row[] {
    return this.fees
      .filter((fee) => (fee.annulled === null ? active.includes(fee.id) : fee.annulled.card === token))
      .toSorted(
        (a, b) => a.values.visit.localeCompare(b.values.visit) || a.registeredAt - b.registeredAt || a.order - b.order,
      )
      .flatMap((fee) => rowsOf(fee, person, providers))
  }
}

function rowsOf(fee: Fee, person: string, providers: readonly string[]): Row[] {
  const row = ({ visit, ore }: Values) => ({
    transactionId: fee.id,
    personId: person,
    amount: String(ore / 100),
    transactionDate: visit,
    registrationDateTime: swedishTime(fee.registeredAt),
    carePrincipal: 'SE2321000198-1000',
  })
  if (!providers.includes(fee.registeredBy) && !providers.includes(fee.values.took))
    return fee.annulled === null ? [{ ...row(fee.values), careProvider: 'Annan vårdgivare', status: 'ACTIVE' }] : []
  const whole = (values: Values, status: string, reason: string | null) => ({
    ...row(values),
    careProvider: values.took,
    ...(values.unit === null ? {} : { careUnit: values.unit }),
    status,
    ...(reason === null ? {} : { statusReason: reason }),
  })
  return [
    ...fee.replaced.map(({ values, reason }) => whole(values, 'UPDATED', reason)),
    fee.annulled === null ? whole(fee.values, 'ACTIVE', null) : whole(fee.values, 'DELETED', fee.annulled.reason),
  ]
}
