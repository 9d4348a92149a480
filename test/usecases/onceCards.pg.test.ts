/** Acts on cards and consents are done once (domain.md R3): known again by the caller's id, or as the retry of a system that calls again. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { Done } from '../../src/usecases/done.ts'
import { type Counter, counterOver, done, noticesOf, openCounter, refused, type Told } from './counter.ts'

type Answer = Result<Pick<Done, 'notices'>, Refusal>

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const YEAR = ['2025-06-01', '2026-05-31'] as const
const HELD = { reason: 'VALID_CARD', number: '03 1' } as const

describe('an act on a card is done once', () => {
  let counter: Counter
  let again: Counter
  before(async () => {
    counter = await openCounter()
    const { directory } = counter.ports
    const system: typeof directory.system = (id) => {
      const found = directory.system(id)
      return found === null ? null : { ...found, retrySeconds: 30 }
    }
    again = counterOver(counter, { directory: { ...directory, system } })
  })
  after(() => counter.close())

  const held = async (): Promise<string> => {
    const tables = ['entry', 'entry_content', 'account', 'person_account', 'once', 'outbox', 'erasure_due']
    const texts = tables.map(
      (table) => `(select coalesce(string_agg(t::text, ' ' order by t::text), '') from ${table} t)`,
    )
    const { rows } = await counter.pool.query<{ all: string }>(`select md5(concat_ws(' ', ${texts.join(', ')})) as all`)
    return rows[0]?.all ?? ''
  }
  const nothingNew = async <T>(act: () => Promise<T>): Promise<T> => {
    const before = await held()
    const answer = await act()
    assert.equal(await held(), before)
    return answer
  }
  const numbers = async (person: string) => done(await counter.cards(person)).map(({ card }) => card.identity?.number)
  const cardOf = async (person: string) => (await counter.shown(person))?.id ?? assert.fail('a card')
  const given = async (person: string) => {
    done(await counter.give(person, YEAR, HELD))
    return cardOf(person)
  }

  type Act = {
    readonly name: string
    /** What has been done before. Gives the card it is about. */
    readonly given: (person: string) => Promise<string>
    readonly act: (till: Counter, person: string, card: string, told: Told) => Promise<Answer>
    /** The same act with another content. */
    readonly other: (till: Counter, person: string, card: string, told: Told) => Promise<Answer>
    /** What would be told of the act done a second time. */
    readonly twice: string
    /** What is told of the other content, where something earlier in the order of refusals is wrong with it (default: KeyReused). */
    readonly otherwise?: string
  }
  const ACTS: readonly Act[] = [
    {
      name: 'giving a card',
      given: async () => '',
      act: (till, person, _, told) => till.give(person, YEAR, HELD, told),
      other: (till, person, _, told) => till.give(person, YEAR, { ...HELD, number: '03 2' }, told),
      twice: 'CardExists',
    },
    {
      name: 'changing one',
      given,
      act: (till, _, card, told) => till.updateCard(card, { end: '2025-12-31' }, told),
      other: (till, _, card, told) => till.updateCard(card, { end: '2025-12-30' }, told),
      twice: 'done',
    },
    {
      name: 'withdrawing one',
      given,
      act: (till, _, card, told) => till.deleteCard(card, told),
      other: (till, _, card, told) => till.deleteCard(card, { ...told, actor: B }),
      twice: 'CardAlreadyWithdrawn',
    },
    {
      name: 'deleting one below the limit',
      given: async (person) => {
        done(await counter.register(person, '2025-06-01', '250.00'))
        return cardOf(person)
      },
      act: (till, _, card, told) => till.deleteCard(card, told),
      other: (till, _, card, told) => till.deleteCard(card, { ...told, actor: B }),
      twice: 'CardUnknown',
      otherwise: 'CardUnknown',
    },
    {
      name: 'ordering one',
      given: async (person) => {
        const card = await given(person)
        counter.setClock(FINAL)
        return card
      },
      act: (till, person, card, told) => till.orderCard(person, card, told),
      other: (till, person, _, told) => till.orderCard(person, null, told),
      twice: 'AlreadyOrdered',
    },
    {
      name: 'a consent',
      given: async () => '',
      act: (till, person, _, told) => till.consent(person, true, told),
      other: (till, person, _, told) => till.consent(person, false, told),
      twice: 'done',
    },
  ]
  const B = { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null }

  for (const { name, given: first, act, other, twice, otherwise } of ACTS) {
    test(`${name}: the same id is answered as the first time, another content is refused, a new id is a new act`, async () => {
      counter.setClock(NOON)
      const person = counter.stranger()
      const card = await first(person)
      const told = { callId: `${name} ${person}` }
      const answer = await act(counter, person, card, told)
      assert.deepEqual(noticesOf(answer), [])
      assert.deepEqual(await nothingNew(() => act(counter, person, card, told)), answer)
      assert.equal(refused(await nothingNew(() => other(counter, person, card, told))), otherwise ?? 'KeyReused')
      const anew = await act(counter, person, card, { callId: `again ${name} ${person}` })
      assert.equal(anew.ok ? (noticesOf(anew)[0] ?? 'done') : anew.refusal.kind, twice)
    })

    test(`${name}: an identical call within the seconds is the first one, and says so; afterwards it is not`, async () => {
      counter.setClock(NOON)
      const person = counter.stranger()
      const card = await first(person)
      done(await act(again, person, card, {}))
      const retried = await nothingNew(() => act(again, person, card, {}))
      assert.deepEqual(noticesOf(retried), ['RecognisedRetry'])
      const { view: _, ...answer } = { view: null, ...done(retried) }
      assert.equal(answer.notices.length, 1)
      counter.setClock(new Date(counter.ports.now() + 31_000).toISOString())
      const later = await act(again, person, card, {})
      assert.equal(later.ok ? (noticesOf(later)[0] ?? 'done') : later.refusal.kind, twice)
    })
  }

  test('a card given is answered again with the first notices, and as it stands now: changed, or no more', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-05-10', '1450.00'))
    const giving = () => counter.give(person, YEAR, { number: '7', extendExisting: true }, { callId: 'beside' })
    const first = done(await giving())
    assert.deepEqual(
      first.notices.map(({ kind }) => kind),
      ['GivenBesideComputed', 'NumberIgnored'],
    )
    const card = first.view?.card.identity?.id ?? ''
    done(await counter.updateCard(card, { end: '2025-12-31', number: 'G 1' }))
    const changed = done(await nothingNew(giving))
    assert.deepEqual([changed.notices, changed.view?.card.identity], [first.notices, { id: card, number: 'G 1' }])
    done(await counter.deleteCard(card))
    assert.deepEqual(done(await nothingNew(giving)), { notices: first.notices, view: null })
  })

  test('a card that was withdrawn since is given anew when the same call comes again, and is no retry', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const first = done(await again.give(person, YEAR, HELD)).view?.card.identity?.id
    assert.ok(first !== undefined)
    done(await again.deleteCard(first))
    const second = done(await again.give(person, YEAR, HELD))
    assert.deepEqual(second.notices, [])
    const card = second.view?.card.identity?.id
    assert.ok(card !== undefined && card !== first)
    const retried = done(await again.give(person, YEAR, HELD))
    assert.deepEqual([retried.notices.length, retried.view?.card.identity?.id], [1, card])
  })

  test('a consent given, taken back and given again within the seconds is given', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    for (const isGiven of [true, false, true]) assert.deepEqual(noticesOf(await again.consent(person, isGiven)), [])
    assert.deepEqual(noticesOf(await again.consent(person, true)), ['RecognisedRetry'])
  })

  test('a card that ends today is answered again the day after, though it could not be given then', async () => {
    counter.setClock('2025-06-02T23:59:59+02:00')
    const person = counter.stranger()
    const giving = (callId: string) => counter.give(person, ['2025-06-01', '2025-06-02'], HELD, { callId })
    done(await giving('at midnight'))
    counter.setClock('2025-06-03T00:00:01+02:00')
    assert.equal(done(await giving('at midnight')).view?.card.status, 'EXPIRED')
    assert.equal(refused(await giving('after midnight')), 'CardAlreadyOver')
    const unknown = counter.give(person, ['2025-06-01', '2025-06-02'], HELD, { callId: 'x', caller: null })
    assert.equal(refused(await unknown), 'CardAlreadyOver')
    assert.equal(refused(await counter.give('1', ['2025-06-01', '2025-06-02'], HELD)), 'PersonIdInvalid')
    const used = counter.give(person, ['2025-05-01', '2025-06-01'], HELD, { callId: 'at midnight' })
    assert.equal(refused(await used), 'CardAlreadyOver')
  })

  test('twenty tills that give one card at once, with one id through two services, give one', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const other = await counter.another()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? counter : other).give(person, YEAR, {}, { callId: 'one' })),
    )
    const made = new Set(answers.map((answer) => done(answer).view?.card.identity?.id))
    assert.equal(made.size, 1)
    assert.equal((await numbers(person)).length, 1)
  })
})
