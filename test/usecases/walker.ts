/**
 * A random walk over the use cases from a seed: people of two principals, late receipts, corrections, annulments, cards given, changed, deleted
 * and ordered, consents, groups, settings, leaving, coming back, time.
 */

import { addDays, formatDay } from '../../src/domain/kernel/day.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { addHours, formatMoment, type Moment, swedishDay } from '../../src/domain/kernel/moment.ts'
import { formatKronor, ore } from '../../src/domain/kernel/money.ts'
import type { RecordedSetting } from '../../src/domain/law/recordedSettings.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { type Counter, ceiling, OTHER, OWN, setting } from './counter.ts'

export type Chance = { readonly upTo: (most: number) => number; readonly pick: <T>(of: readonly T[]) => T }

/** Chance from a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (most: number): number => Math.floor(next() * (most + 1))
  return { upTo, pick: (of) => of[upTo(of.length - 1)] as (typeof of)[number] }
}

export type Walker = {
  readonly persons: readonly string[]
  readonly now: () => Moment
  /** Does one random act, sets the clock forward, and gives its name and whose account it touched. */
  readonly step: () => Promise<{ readonly act: string; readonly person: string }>
}

const AMOUNTS = [10_000, 25_000, 25_000, 45_000, 100_000, 144_999, 145_000, 1]
const CEILINGS = [100_000, 130_000, 145_000, 150_000, 200_000]
const HOURS = [0, 1, 24, 48, 96]
const CARD_ACTS = ['updateCard', 'deleteCard', 'orderCard'] as const
const isCardAct = (act: string): act is (typeof CARD_ACTS)[number] => (CARD_ACTS as readonly string[]).includes(act)

/** Takes a counter at which both principals have settings. The clock goes on from where it stands. */
export function walkerAt(counter: Counter, seed: number, people: number): Walker {
  const chance = chanceOf(seed)
  const persons = Array.from({ length: people }, counter.stranger)
  const fees: { readonly id: string; readonly person: string; readonly principal: HsaId }[] = []
  const visitDay = (): string =>
    formatDay(addDays(swedishDay(counter.ports.now()), -chance.pick([0, 1, 3, 20, 100, 300, 360])))
  const amount = (): string => formatKronor(ore(chance.pick(AMOUNTS)))

  const register = async (person: string, principal: HsaId) => {
    const outcome = await counter.register(person, visitDay(), amount(), { principal })
    if (outcome.ok && outcome.value.feeId !== null) fees.push({ id: outcome.value.feeId, person, principal })
  }
  const change = async (act: 'correct' | 'annul'): Promise<string | null> => {
    const fee = fees.length === 0 ? null : chance.pick(fees.slice(-25))
    if (fee === null) return null
    const { principal } = fee
    if (act === 'annul') await counter.annul(fee.id, { principal })
    else await counter.correct(fee.id, chance.pick([null, visitDay()]), chance.pick([null, amount()]), { principal })
    return fee.person
  }
  const give = async (person: string, principal: HsaId) => {
    const from = addDays(swedishDay(counter.ports.now()), -chance.pick([0, 1, 30, 200]))
    const days = [formatDay(from), formatDay(addDays(from, chance.pick([0, 40, 250, 364])))] as const
    const held = chance.pick([{ number: `H${chance.upTo(99)}`, reason: 'VALID_CARD' } as const, {}])
    await counter.give(person, days, { ...held, extendExisting: chance.upTo(2) > 0 }, { principal })
  }
  const onCard = async (act: (typeof CARD_ACTS)[number], person: string, principal: HsaId) => {
    const cards = await counter.cards(person, { principal })
    const id = cards.ok && cards.value.length > 0 ? chance.pick(cards.value).card.identity?.id : undefined
    if (id === undefined) return
    if (act === 'deleteCard') await counter.deleteCard(id, { principal })
    else if (act === 'orderCard') await counter.orderCard(person, chance.pick([id, null]), { principal })
    else await counter.updateCard(id, newOnCard(), { principal })
  }
  const newOnCard = () => {
    const end = formatDay(addDays(swedishDay(counter.ports.now()), chance.pick([0, 30, 150])))
    return chance.pick([{ number: `G${chance.upTo(999)}` }, { end }, { end, reached: visitDay(), start: visitDay() }])
  }
  const newSetting = (): RecordedSetting => {
    const from = formatDay(addDays(swedishDay(counter.ports.now()), chance.pick([-200, -30, -2, 0, 1, 10])))
    const principal = chance.pick([OWN, OTHER])
    if (chance.upTo(1) === 0) return setting('preliminaryHours', from, chance.pick(HOURS), principal)
    return ceiling(from, formatKronor(ore(chance.pick(CEILINGS))), chance.pick([null, principal]))
  }
  const ACTS = [
    ...Array<string>(10).fill('register'),
    ...['correct', 'correct', 'correct', 'annul', 'leave', 'leave', 'enter', 'enter', 'enter', 'set', 'erase', 'wait'],
    ...['give', 'give', 'consent', ...CARD_ACTS, 'updateCard', 'deleteCard', 'group', 'group', 'ungroup', 'ungroup'],
  ]
  const doOne = async (act: string, person: string, principal: HsaId): Promise<string> => {
    if (act === 'register') await register(person, principal)
    if (act === 'correct' || act === 'annul') return (await change(act)) ?? person
    if (act === 'leave') await counter.leave(person, { principal })
    if (act === 'enter') await counter.enter(person, { principal })
    if (act === 'give') await give(person, principal)
    if (act === 'consent') await counter.consent(person, chance.upTo(1) === 0, { principal })
    if (act === 'group') await counter.group(chance.pick(persons), person, { principal })
    if (act === 'ungroup') await counter.ungroup(person, person, { principal })
    if (isCardAct(act)) await onCard(act, person, principal)
    if (act === 'set') await counter.set(newSetting())
    if (act === 'erase') await eraseDue(counter.ports)
    return person
  }
  return {
    persons,
    now: counter.ports.now,
    step: async () => {
      const act = chance.pick(ACTS)
      const person = await doOne(act, chance.pick(persons), chance.pick([OWN, OWN, OTHER]))
      const hours = act === 'wait' ? chance.pick([50, 24 * 20, 24 * 120]) : chance.pick([0, 0, 1, 5, 30])
      counter.setClock(formatMoment((addHours(counter.ports.now(), hours) + 1) as Moment))
      return { act, person }
    },
  }
}
