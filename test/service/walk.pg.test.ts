/**
 * Two thousand random steps through the service: three systems register, correct, annul and read for some people, give cards by hand and
 * withdraw them, while the clock moves through years. After every step the whole answer must be what walkModel.ts says, and the account what its entries come to.
 */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { replay } from '../../src/domain/account/replay.ts'
import { accountOf, snapshotOf } from '../../src/domain/account/snapshot.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import type { NaiveAnswer } from '../naive/model.ts'
import { day } from '../usecases/world.ts'
import { type CardDesk, cardDeskAt } from './cardDesk.ts'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, type Desk, type Outcome } from './desk.ts'
import { openHouse, type Standing } from './house.ts'
import { type Fee, type Given, kronor, swedishDay, type Token, type Values, WalkedPerson } from './walkModel.ts'

const SEED = Number(process.env['EFRIKORT_TEST_SEED'] ?? 20_250_602)
const STEPS = 2_000
const PEOPLE = 100
const HOUR = 3_600_000
const AMOUNTS = [100, 5_000, 10_000, 10_000, 25_000, 25_000, 25_000, 30_000, 49_950, 60_000, 100_000, 144_999]
const PAUSES = [0, 60_000, HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR, 48 * HOUR, -HOUR]
const TOOK = [A.provider, B.provider, 'Optikern på torget']
const UNITS = [null, A.unit, B.unit, 'Mottagning 2']
const REASONS = [null, 'Fel belopp', 'Fel <dag> & tid']

type Seat = {
  readonly desk: Desk
  readonly cards: CardDesk
  readonly provider: string
  readonly providers: readonly string[]
}

describe(`a random walk of ${STEPS} steps (seed ${SEED})`, () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  test('after each step every answer is the naive model’s, and the account is what its entries come to', async (t) => {
    const chance = random(SEED)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
    const cards = (system: string, at: typeof A | typeof B) => cardDeskAt(house.address, system, at)
    const seats: readonly Seat[] = [
      { desk: house.both, cards: cards(BOTH_SYSTEM, A), provider: A.provider, providers: [A.provider, B.provider] },
      { desk: house.bothAsB, cards: cards(BOTH_SYSTEM, B), provider: B.provider, providers: [A.provider, B.provider] },
      { desk: house.a, cards: cards(A_SYSTEM, A), provider: A.provider, providers: [A.provider] },
      { desk: house.b, cards: cards(B_SYSTEM, B), provider: B.provider, providers: [B.provider] },
    ]
    const people = Array.from({ length: PEOPLE }, () => ({ id: house.stranger(), model: new WalkedPerson() }))
    const ids = new Map<Token, string>()
    const counts: Record<string, number> = {}
    const count = (what: string): void => {
      counts[what] = (counts[what] ?? 0) + 1
    }
    let now = Date.parse('2023-09-01T06:00:00Z')
    let who = pick(people)

    /** A card's two ids stand for one card of the model, and for no other. */
    const same = (token: Token | null, id: string | null) => {
      if (token === null || id === null) return assert.equal(id, token, 'no id where there is no card')
      const known = ids.get(token)
      if (known === undefined) assert.ok(![...ids.values()].includes(id), 'new ids for a new card')
      else assert.equal(id, known, 'the ids of a card that goes on')
      ids.set(token, known ?? id)
    }

    const values = (): Values => {
      const back = pick([0, 0, 0, 1, 2, 30, 200, 300, 340])
      const visit = swedishDay(now - Math.floor(back * chance()) * 24 * HOUR)
      return { visit, ore: pick(AMOUNTS), took: pick(TOOK), unit: pick(UNITS) }
    }

    async function register({ desk, provider }: Seat): Promise<NaiveAnswer> {
      const { id, model } = who
      const told = values()
      const moment = Math.max(now, model.recordedAt)
      const isTwice = model.fees.some(
        (fee) =>
          fee.annulled === null &&
          fee.values.visit === told.visit &&
          fee.values.ore === told.ore &&
          fee.values.unit === told.unit &&
          moment - fee.registeredAt <= 24 * HOUR,
      )
      const fields = { careProvider: told.took, careUnit: told.unit }
      const answer = await desk.register(id, told.visit, kronor(told.ore), { fields })
      const fee = answer.fee ?? ''
      const entry = {
        type: 'FeeRegistered',
        feeId: fee,
        person: id,
        careProvider: 'x',
        visitDate: told.visit,
        amount: kronor(told.ore),
      }
      const before = model.at(now)
      const after = model.record(now, entry, before)
      const order = model.fees.length
      model.fees.push({
        id: fee,
        order,
        registeredAt: moment,
        registeredBy: provider,
        values: told,
        replaced: [],
        annulled: null,
      })
      expectNotices(answer, { before, after, isTwice, isKept: false })
      same(model.tokenOf(after, fee), answer.card)
      return after
    }

    async function correct({ desk, provider }: Seat, fee: Fee): Promise<NaiveAnswer> {
      const { model } = who
      const told = pick([
        values(),
        { ...fee.values, ore: pick(AMOUNTS) },
        { ...fee.values, visit: values().visit },
        fee.values,
      ])
      const unit = told.unit ?? fee.values.unit
      const reason = pick(REASONS)
      const fields = { careProvider: told.took, careUnit: told.unit, updateReason: reason }
      const answer = await desk.update(fee.id, told.visit, kronor(told.ore), { fields })
      if (isRefused(answer, fee, provider)) return model.at(now)
      const before = model.at(now)
      const isSame = JSON.stringify({ ...told, unit }) === JSON.stringify(fee.values)
      if (isSame) {
        count('unchanged')
        assert.equal(answer.code, 'OK')
        same(model.tokenOf(before, fee.id), answer.card)
        return before
      }
      const isKept = isFinal(before, fee.id)
      const entry = { type: 'FeeCorrected', feeId: fee.id, visitDate: told.visit, amount: kronor(told.ore) }
      const after = model.record(now, entry, before)
      fee.replaced.push({ values: fee.values, reason })
      fee.values = { ...told, unit }
      expectNotices(answer, { before, after, isTwice: false, isKept })
      same(model.tokenOf(after, fee.id), answer.card)
      return after
    }

    async function annul({ desk, provider }: Seat, fee: Fee): Promise<NaiveAnswer> {
      const { model } = who
      const reason = pick(REASONS)
      const answer = await desk.annul(fee.id, reason)
      if (isRefused(answer, fee, provider)) return model.at(now)
      const before = model.at(now)
      const [card, isKept] = [model.tokenOf(before, fee.id), isFinal(before, fee.id)]
      const after = model.record(now, { type: 'FeeAnnulled', feeId: fee.id }, before)
      fee.annulled = { reason, card }
      expectNotices(answer, { before, after, isTwice: false, isKept })
      return after
    }

    /** Extended is only a computed card: another is given beside it. */
    async function give({ cards }: Seat): Promise<NaiveAnswer> {
      const { id, model } = who
      const before = model.at(now)
      const days = [daysFromNow(-199), daysFromNow(159)] as const
      const isValid = before.current !== null && before.current.status !== 'BELOW_LIMIT'
      const extendExisting = String(isValid && !before.current?.given && chance() < 0.7)
      const fields = { cardReason: 'VALID_CARD', cardId: `H ${model.given.length}`, extendExisting }
      const answer = await cards.give(id, days, { fields })
      if (isValid && extendExisting === 'false') {
        count('ERROR')
        assert.equal(answer.code, 'ERROR')
        return before
      }
      count('given')
      const card = answer.card?.cardSystemId ?? ''
      const after = model.give(now, card, days, before)
      const [today, given] = [swedishDay(now), model.given.at(-1) as Given]
      const isBeside = after.cards.some(
        (one) => (one.reached ?? '9') <= today && today <= (one.end ?? '') && model.tokenOfCard(one) !== given.token,
      )
      expectNotices(answer, { before, after, isTwice: false, isKept: false, isBeside })
      same(given.token, card)
      return after
    }
    const daysFromNow = (most: number): string => swedishDay(now + Math.trunc(chance() * most) * 24 * HOUR)

    async function withdraw({ cards }: Seat, given: Given): Promise<NaiveAnswer> {
      const { model } = who
      const before = model.at(now)
      const answer = await cards.remove(given.id)
      given.isWithdrawn = true
      const after = model.record(now, { type: 'CardWithdrawn', cardId: given.id }, before)
      count('withdrawn')
      expectNotices(answer, { before, after, isTwice: false, isKept: false })
      return after
    }

    function isRefused({ code }: Outcome, fee: Fee, provider: string): boolean {
      const expected = fee.registeredBy !== provider ? 'ACCESSDENIED' : fee.annulled === null ? null : 'ERROR'
      if (expected === null) return false
      count(expected)
      assert.equal(code, expected)
      return true
    }

    function isFinal(answer: NaiveAnswer, fee: string): boolean {
      const card = answer.cards.find(({ fees }) => fees.some(({ feeId }) => feeId === fee))
      return Date.parse(card?.finalAt ?? '') <= Math.max(now, who.model.recordedAt)
    }

    type Circumstances = {
      before: NaiveAnswer
      after: NaiveAnswer
      isTwice: boolean
      isKept: boolean
      isBeside?: boolean
    }
    function expectNotices(answer: Outcome, { before, after, isTwice, isKept, isBeside = false }: Circumstances): void {
      const was = overcharges(before)
      const grown = [...overcharges(after)].filter(([fee, amount]) => amount > (was.get(fee) ?? 0)).length
      const text = answer.text ?? ''
      assert.equal((text.match(/överdebiterat/g) ?? []).length, grown, text)
      assert.equal(/likadan avgift/.test(text), isTwice, text)
      assert.equal(/slutligt och behåller/.test(text), isKept, text)
      assert.equal(/gäller bredvid/.test(text), isBeside, text)
      assert.equal(answer.code, grown > 0 || isTwice || isKept || isBeside ? 'INFO' : 'OK')
      count(answer.code)
    }

    async function examine({ desk, providers }: Seat, naive: NaiveAnswer): Promise<void> {
      const { id, model } = who
      const { code, card, rows, expired } = await desk.extended(id)
      assert.equal(code, 'OK')
      const expected = model.card(naive, now)
      if (card === null || naive.current === null || expected === null) {
        assert.deepEqual([card, rows, expired, expected], [null, [], [], null])
        return count('no card')
      }
      count(card.status)
      for (const { status } of [...rows, ...expired]) count(status ?? '')
      if (expired.length > 0) count('expired')
      const { cardSystemId, cardId, cardType: _type, persons, carePrincipal: _principal, ...shown } = card
      assert.deepEqual(shown, expected)
      assert.deepEqual(persons, [{ id, readConsent: 'false' }])
      const token = model.tokenOfCard(naive.current)
      same(token, cardSystemId)
      numbers.set(cardSystemId, numbers.get(cardSystemId) ?? cardId)
      assert.equal(cardId, numbers.get(cardSystemId))
      const counting = naive.current.fees.map(({ feeId }) => feeId)
      assert.deepEqual(rows, model.rows(counting, token, id, providers))
      assert.deepEqual(expired, model.rows(naive.expiredFees, null, id, providers))
      const active = rows.filter(({ status }) => status === 'ACTIVE')
      assert.equal(String(sumOf(active)), card['currentAmount'])
      assert.equal(new Set(active.map((row) => row['transactionId'])).size, active.length)
    }
    const numbers = new Map<string, string>()

    async function replayed(): Promise<void> {
      const { settings, ledger } = house.world.ports
      const { history, own } = settings.known()
      const person = PersonId.parse(who.id, own(day('2030-01-01')).reserveNumbers, day('2030-01-01'))
      assert.ok(person)
      const { account: stored } = await ledger.load({ by: 'person', person, cardType: 'CARE_VISIT' }, null)
      if (stored === null) return assert.equal(who.model.entries.length, 0)
      const entries = await ledger.entriesOf(stored.id)
      assert.equal(entries.length, who.model.entries.length)
      assert.ok(stored.snapshot)
      const text = (account: ReturnType<typeof accountOf>) => encodeSnapshot(snapshotOf(account))
      assert.equal(text(replay(entries, history)), text(accountOf(stored.snapshot, history)))
    }

    for (let step = 1; step <= STEPS; step += 1) {
      const ahead = Math.floor(pick(PAUSES) * pick([1, 1, chance()]))
      // Set back, but not to the day before: a fee of today would then lie in the future.
      now += ahead < 0 && swedishDay(now + ahead) !== swedishDay(now) ? 0 : ahead
      house.setClock(new Date(now).toISOString())
      if (chance() < 0.4) who = pick(people)
      const fee = pick(who.model.fees.slice(-8))
      const own = seats.filter(({ provider }) => provider === fee?.registeredBy)
      const seat = pick(chance() < 0.2 || own.length === 0 ? seats : own)
      const given = pick(who.model.given.filter(({ isWithdrawn }) => !isWithdrawn))
      const what = chance()
      const act =
        what < 0.06
          ? 'give'
          : what < 0.14 && given !== undefined
            ? 'withdraw'
            : fee === undefined || what < 0.5
              ? 'register'
              : what < 0.7
                ? 'correct'
                : what < 0.85
                  ? 'annul'
                  : 'read'
      try {
        const naive = await {
          give: () => give(seat),
          withdraw: () => withdraw(seat, given as Given),
          register: () => register(seat),
          correct: () => correct(seat, fee as Fee),
          annul: () => annul(seat, fee as Fee),
          read: async () => who.model.at(now),
        }[act]()
        await examine(pick(seats), naive)
        await replayed()
      } catch (fault) {
        const where = `seed ${SEED}, step ${step}: ${act} at ${new Date(now).toISOString()}`
        throw new Error(`${where}\n${JSON.stringify(who.model.entries)}`, { cause: fault })
      }
    }
    t.diagnostic(`${swedishDay(now)}: ${JSON.stringify(counts)}`)
    for (const what of [
      'OK',
      'INFO',
      'ERROR',
      'ACCESSDENIED',
      'unchanged',
      'no card',
      'BELOW_LIMIT',
      'PRELIMINARY',
      'FINAL',
      'given',
      'withdrawn',
    ])
      assert.ok((counts[what] ?? 0) > 20, `the walk meets ${what}`)
  })
})

const overcharges = ({ cards }: NaiveAnswer): Map<string, number> =>
  new Map(cards.flatMap(({ fees }) => fees.map(({ feeId, overcharged }) => [feeId, Number(overcharged)] as const)))

const sumOf = (rows: readonly Readonly<Record<string, string>>[]): number =>
  rows.reduce((sum, row) => sum + Math.round(Number(row['amount']) * 100), 0) / 100

/** mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
