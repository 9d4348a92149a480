/** Lines about cards and consents come in by the rules: looked up by their own ids, each given once, and what the record or L8 would refuse refused. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Counter, done, openCounter, refused } from '../usecases/counter.ts'
import { asLines, consent, fee, importing, onCard, part, type Told } from './files.ts'

const uuid = (number: number): string => `7d0f4c3e-1f6a-4b7e-9a52-${String(number).padStart(12, '0')}`
const after5March = { recordedAt: '2025-03-06T09:00:00Z' }

describe('an import of cards', () => {
  let counter: Counter
  let ids = 0
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const newId = (): string => {
    ids += 1
    return uuid(ids)
  }
  const isFor = async (id: string) =>
    (await counter.pool.query('select account_id from foreign_id where id = $1', [id])).rows.map(({ account_id }) =>
      BigInt(account_id),
    )

  test('a given card of another system is changed, ordered and withdrawn by its own id, as the till types it', async () => {
    const [person, card] = [counter.stranger(), newId()]
    const lines = asLines(
      onCard(person, 'CardRegistered', card.toUpperCase()),
      onCard(person, 'CardCorrected', card, { ...after5March, start: '2025-02-03' }),
      onCard(person, 'CardOrdered', card, { recordedAt: '2025-03-08T09:00:00Z' }),
    )
    const { refused: bad, counts } = await importing(counter, lines)
    assert.deepEqual([bad, counts.entries, counts.identitiesMade], [[], 3, 0])
    assert.deepEqual(await isFor(card), [await counter.accountOf(person)])
    const { view } = { view: done(await counter.read(person)) }
    assert.deepEqual(view?.card.identity, { id: card, number: '03 2' })
    assert.deepEqual(view?.given?.reason, 'MEDICAL')
    assert.equal(view?.card.status, 'FINAL')
    done(await counter.updateCard(card.toUpperCase(), { end: '2025-12-31' }))
    assert.equal(done(await counter.orderCard(person, card)).notices[0]?.kind, 'AlreadyOrdered')
    done(await counter.deleteCard(card))
    assert.equal(await counter.shown(person), null)
    assert.equal(refused(await counter.deleteCard(newId())), 'CardUnknown')
  })

  test('a card id made here leads home: its account keeps the number that it carries', async () => {
    const person = counter.stranger()
    const account = counter.ports.ids.account()
    const { id } = counter.ports.ids.card(account, '21')
    assert.deepEqual((await importing(counter, asLines(onCard(person, 'CardRegistered', id)))).refused, [])
    assert.equal(await counter.accountOf(person), account)
    assert.deepEqual(await isFor(id), [])
    done(await counter.updateCard(id, { end: '2025-12-31' }))
    const elsewhere = onCard(person, 'CardRegistered', counter.ports.ids.card(counter.ports.ids.account(), '21').id)
    const outcome = await importing(counter, asLines({ ...elsewhere, recordedAt: '2025-06-02T10:00:00Z' }))
    assert.deepEqual(outcome.refused, ['1: IdLeadsElsewhere (1-1)'])
  })

  test('a computed card is renumbered, deleted with its fees and ordered by the id that was told', async () => {
    const [payer, deleted] = [counter.stranger(), counter.stranger()]
    const [card, gone] = [newId(), newId()]
    const told = (id: string) => ({ issued: [{ id, number: 'G 1' }] })
    const outcome = await importing(
      counter,
      asLines(
        fee(payer, 'c-1', { amount: '1450.00', ...told(card) }),
        onCard(payer, 'CardRenumbered', card, { recordedAt: '2025-03-05T08:59:59Z' }),
        onCard(payer, 'CardOrdered', card),
        fee(deleted, 'c-2', told(gone)),
        onCard(deleted, 'CardDeleted', gone, { fees: ['C-2'] }),
      ),
    )
    assert.deepEqual(outcome.refused, [])
    assert.deepEqual(await counter.shown(payer).then((shown) => [shown?.status, shown?.id, shown?.number]), [
      'FINAL',
      card,
      'G 2',
    ])
    assert.equal(await counter.shown(deleted), null)
    assert.equal(refused(await counter.annul('c-2')), 'FeeAlreadyAnnulled')
  })

  /** Lines of one account, and the one at fault. Ids: 1 a given card, 2 another, 3 a computed one; fee f. */
  const BAD: readonly (readonly [string, string, (person: string, id: (of: number) => string) => Told[]])[] = [
    [
      'a card given twice by one id',
      '2: RepeatedCardId',
      (person, id) => [onCard(person, 'CardRegistered', id(1)), onCard(person, 'CardRegistered', id(1), after5March)],
    ],
    [
      'an id of a card withdrawn given again',
      '3: RepeatedCardId',
      (person, id) => [
        onCard(person, 'CardRegistered', id(1)),
        onCard(person, 'CardWithdrawn', id(1)),
        onCard(person, 'CardRegistered', id(1), after5March),
      ],
    ],
    [
      'a computed card by the id of a given one',
      '2: RepeatedCardId',
      (person, id) => [
        onCard(person, 'CardRegistered', id(1)),
        fee(person, id(9), { visitDate: '2025-02-28', ...after5March, issued: [{ id: id(1), number: 'G' }] }),
      ],
    ],
    ['an unknown card corrected', '1: UnknownCard', (person, id) => [onCard(person, 'CardCorrected', id(1))]],
    ['an unknown card withdrawn', '1: UnknownCard', (person, id) => [onCard(person, 'CardWithdrawn', id(1))]],
    [
      'an unknown card ordered',
      '2: UnknownCard',
      (person, id) => [onCard(person, 'CardRegistered', id(1)), onCard(person, 'CardOrdered', id(2))],
    ],
    [
      'an unknown card renumbered',
      '2: UnknownCard',
      (person, id) => [fee(person, id(9)), onCard(person, 'CardRenumbered', id(2))],
    ],
    [
      'a card renumbered where there is none',
      '1: UnknownCard',
      (person, id) => [onCard(person, 'CardRenumbered', id(2))],
    ],
    [
      'unknown fees deleted',
      '1: UnknownFee',
      (person, id) => [onCard(person, 'CardDeleted', id(1), { fees: [id(8)] })],
    ],
    [
      'an unknown fee among those deleted',
      '2: UnknownFee',
      (person, id) => [fee(person, id(9)), onCard(person, 'CardDeleted', id(1), { fees: [id(9), id(8)] })],
    ],
    [
      'fees deleted twice',
      '3: FeeAlreadyAnnulled',
      (person, id) => [
        fee(person, id(9)),
        onCard(person, 'CardDeleted', id(1), { fees: [id(9)] }),
        onCard(person, 'CardDeleted', id(1), { fees: [id(9)] }),
      ],
    ],
    [
      'a card withdrawn twice',
      '3: CardAlreadyWithdrawn',
      (person, id) => [
        onCard(person, 'CardRegistered', id(1)),
        onCard(person, 'CardWithdrawn', id(1)),
        onCard(person, 'CardWithdrawn', id(1)),
      ],
    ],
    [
      'a card given from the day after',
      '1: CardFromTheFuture',
      (person, id) => [onCard(person, 'CardRegistered', id(1), { validFrom: '2025-03-06' })],
    ],
    [
      'a card given through the day before its first',
      '1: CardEndsBeforeItBegins',
      (person, id) => [onCard(person, 'CardRegistered', id(1), { validThrough: '2025-02-28' })],
    ],
    [
      'a card given for twelve months and a day',
      '1: CardLongerThanAYear',
      (person, id) => [onCard(person, 'CardRegistered', id(1), { validThrough: '2026-03-01' })],
    ],
    [
      'a card corrected to be that long',
      '2: CardLongerThanAYear',
      (person, id) => [
        onCard(person, 'CardRegistered', id(1)),
        onCard(person, 'CardCorrected', id(1), { validThrough: '2026-03-02' }),
      ],
    ],
    [
      'a card of one who has left',
      '2: OptedOut',
      (person, id) => [part(person, 'OptedOut'), onCard(person, 'CardRegistered', id(1), after5March)],
    ],
    [
      'a card of one who has left, corrected',
      '3: OptedOut',
      (person, id) => [
        onCard(person, 'CardRegistered', id(1)),
        part(person, 'OptedOut'),
        onCard(person, 'CardCorrected', id(1), after5March),
      ],
    ],
    [
      'a consent of one who has left',
      '2: OptedOut',
      (person) => [part(person, 'OptedOut'), consent(person, after5March)],
    ],
    [
      'a card of no principal that is known here',
      '1: PrincipalUnknown',
      (person, id) => [onCard(person, 'CardRegistered', id(1), { principal: 'SE0000000000-1' })],
    ],
  ]
  for (const [name, expected, lines] of BAD)
    test(`${name} is refused, and the account with it`, async () => {
      const person = counter.stranger()
      const made = new Map<number, string>()
      const id = (of: number): string => {
        const known = made.get(of) ?? newId()
        made.set(of, known)
        return known
      }
      const told = lines(person, id)
      const outcome = await importing(counter, asLines(...told))
      assert.deepEqual(outcome.refused, [`${expected} (1-${told.length})`])
      const { rows } = await counter.pool.query('select 1 from person_account where person_id = $1', [person])
      assert.equal(rows.length, 0)
    })

  test('the id of a card that was given here and withdrawn is not another card’s', async () => {
    const person = counter.stranger()
    done(await counter.give(person, ['2025-06-01', '2025-06-30']))
    const { id = '' } = (await counter.shown(person)) ?? {}
    done(await counter.deleteCard(id))
    const later = { visitDate: '2025-06-01', recordedAt: '2025-06-02T10:00:00Z' }
    const outcome = await importing(counter, asLines(fee(person, newId(), { ...later, issued: [{ id, number: 'G' }] })))
    assert.deepEqual(outcome.refused, ['1: RepeatedCardId (1-1)'])
  })

  test('an id of a card that is another account’s is refused', async () => {
    const [one, other, card] = [counter.stranger(), counter.stranger(), newId()]
    const lines = asLines(onCard(one, 'CardRegistered', card), onCard(other, 'CardRegistered', card))
    assert.deepEqual((await importing(counter, lines)).refused, ['2: IdOfAnotherAccount (2-2)'])
  })
})
