/** Entries of another system come in whole accounts: as the rules make of them, chained as the database chains, and looked up by their own ids. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { replay } from '../../src/domain/account/replay.ts'
import { snapshotOf } from '../../src/domain/account/snapshot.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { type Counter, done, noticesOf, openCounter, refused } from '../usecases/counter.ts'
import { annulment, asLines, correction, fee, importing, part } from './files.ts'

const UUID = '7d0f4c3e-1f6a-4b7e-9a52-0c8a3f1de001'
const OTHER_UUID = '7d0f4c3e-1f6a-4b7e-9a52-0c8a3f1de002'

describe('an import', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const rows = async (question: string, ...values: readonly unknown[]) =>
    (await counter.pool.query(question, [...values])).rows
  const one = async <T>(question: string, ...values: readonly unknown[]) =>
    Object.values((await rows(question, ...values))[0] ?? {})[0] as T

  test('a registration, a correction and an annulment are an account, with the card that was told', async () => {
    const person = counter.stranger()
    const outcome = await importing(
      counter,
      asLines(
        fee(person, 'Besök-1', { issued: [{ id: UUID.toUpperCase(), number: 'G 4711' }] }),
        correction(person, 'BESÖK-1', { amount: '400.00', careProvider: 'Naprapaten på hörnet', reason: 'fel belopp' }),
        fee(person, 'besök-2', { visitDate: '2025-03-05', recordedAt: '2025-03-05T09:00:00Z' }),
        annulment(person, 'besök-2', { recordedAt: '2025-03-05T09:00:00Z' }),
      ),
    )
    assert.deepEqual(outcome.refused, [])
    assert.deepEqual(outcome.counts, {
      accounts: 1,
      entries: 4,
      refusedAccounts: 0,
      refusedLines: 0,
      identitiesMade: 0,
    })
    assert.deepEqual(await counter.shown(person), {
      status: 'BELOW_LIMIT',
      id: UUID,
      number: 'G 4711',
      paid: 40_000,
      toLimit: 105_000,
      fees: [40_000],
    })
    const view = done(await counter.read(person))
    assert.deepEqual(
      view?.rows.map(({ id, registeredAt, shown }) => [id, registeredAt, shown.kind === 'whole' && shown.status]),
      [
        ['besök-1', Date.UTC(2025, 2, 3, 9), 'UPDATED'],
        ['besök-1', Date.UTC(2025, 2, 3, 9), 'ACTIVE'],
        ['besök-2', Date.UTC(2025, 2, 5, 9), 'DELETED'],
      ],
    )
  })

  test('every digest is what the database itself would have made, and the account stands at its last link', async () => {
    const person = counter.stranger()
    await importing(
      counter,
      asLines(fee(person, 'chain-1'), correction(person, 'chain-1'), annulment(person, 'chain-1')),
    )
    const account = await counter.accountOf(person)
    const wrong = await one(
      `select count(*)::int from (
        select e.*, c.content, c.salt, lag(e.link_digest) over (order by e.version) as before_digest
          from entry e join entry_content c using (account_id, version) where e.account_id = $1) as x
        where content_digest <> content_digest(salt, content)
          or link_digest <> link_digest(before_digest, account_id, version, kind, recorded_at, content_digest)
          or length(salt) <> 16`,
      account,
    )
    assert.equal(wrong, 0)
    const [heads] = await rows(
      `select a.version, a.head = e.link_digest as same, (select count(*)::int from entry where account_id = a.account_id) as entries
        from account a join entry e using (account_id, version) where a.account_id = $1`,
      account,
    )
    assert.deepEqual(heads, { version: 3, same: true, entries: 3 })
  })

  test('the snapshot is what a replay of the entries comes to', async () => {
    const person = counter.stranger()
    const day = (at: number) => ({ visitDate: `2025-03-0${at}`, recordedAt: `2025-03-0${at}T09:00:00Z` })
    await importing(
      counter,
      asLines(
        fee(person, 's-1', { amount: '1000.00', ...day(1) }),
        fee(person, 's-2', { amount: '1000.00', ...day(3) }),
        part(person, 'OptedOut', { recordedAt: '2025-03-06T09:00:00Z' }),
        part(person, 'OptedIn', { recordedAt: '2025-03-07T09:00:00Z' }),
        correction(person, 's-1', { recordedAt: '2025-03-08T09:00:00Z', visitDate: '2025-03-02' }),
      ),
    )
    const account = await counter.accountOf(person)
    const entries = await counter.ports.ledger.entriesOf(account)
    const replayed = encodeSnapshot(snapshotOf(replay(entries, counter.ports.settings.known().history)))
    assert.equal(await one('select snapshot from account where account_id = $1', account), replayed)
  })

  test('a fee of another system is corrected and annulled by its own id, as the till types it', async () => {
    const person = counter.stranger()
    await importing(counter, asLines(fee(person, 'KASSA 17/3')))
    done(await counter.correct('Kassa 17/3', '2025-03-02', '275.00'))
    assert.deepEqual((await counter.shown(person))?.fees, [27_500])
    done(await counter.annul('KASSA 17/3'))
    assert.equal(await counter.shown(person), null)
    assert.equal(refused(await counter.annul('kassa 17/3')), 'FeeAlreadyAnnulled')
    assert.equal(refused(await counter.annul('kassa 17/4')), 'FeeUnknown')
  })

  test('who has an account may go on being registered here: one fee imported, one by a till, one card', async () => {
    const person = counter.stranger()
    await importing(counter, asLines(fee(person, 'then-till', { amount: '1400.00' })))
    assert.deepEqual(noticesOf(await counter.register(person, '2025-06-01', '100.00')), ['Overcharged'])
    assert.deepEqual(await counter.shown(person).then((shown) => [shown?.status, shown?.paid, shown?.toLimit]), [
      'PRELIMINARY',
      150_000,
      -5_000,
    ])
  })

  test('cards that the lines do not tell are given ids and numbers here, and it is said how many', async () => {
    const [told, untold] = [counter.stranger(), counter.stranger()]
    const year = (at: number) => ({
      visitDate: `202${at}-03-03`,
      recordedAt: `202${at}-03-03T09:00:00Z`,
      amount: '1500.00',
    })
    const { counts, refused } = await importing(
      counter,
      asLines(
        fee(told, 'c-1', { ...year(3), issued: [{ id: UUID.replace('de0', 'de1'), number: 'G1' }] }),
        fee(told, 'c-2', { ...year(5), issued: [{ number: 'G2' }] }),
        fee(untold, 'c-3', year(3)),
        fee(untold, 'c-4', year(5)),
      ),
    )
    assert.deepEqual([refused, counts.identitiesMade], [[], 2])
    const shown = await counter.shown(told)
    assert.equal(shown?.number, 'G2')
    assert.equal(counter.ports.ids.accountOf(shown?.id ?? ''), await counter.accountOf(told))
    assert.match((await counter.shown(untold))?.number ?? '', /^21[0-9A-Z]{10}$/)
  })

  test('an account with a bad line is refused whole, with the line and why; those beside it are in', async () => {
    const [first, bad, last] = [counter.stranger(), counter.stranger(), counter.stranger()]
    const outcome = await importing(
      counter,
      asLines(
        fee(first, 'm-1'),
        fee(bad, 'm-2'),
        annulment(bad, 'm-2'),
        annulment(bad, 'm-2'),
        fee(bad, 'm-3', { recordedAt: '2025-03-05T09:00:00Z' }),
        fee(last, 'm-4'),
      ),
    )
    assert.deepEqual(outcome.refused, ['4: FeeAlreadyAnnulled (2-5)'])
    assert.deepEqual(outcome.counts, {
      accounts: 2,
      entries: 2,
      refusedAccounts: 1,
      refusedLines: 4,
      identitiesMade: 2,
    })
    assert.equal(await counter.shown(bad), null)
    assert.equal(await one(`select count(*)::int from foreign_id where id in ('m-2', 'm-3')`), 0)
    assert.deepEqual([(await counter.shown(first))?.paid, (await counter.shown(last))?.paid], [25_000, 25_000])
  })

  test('an account that stands here goes on, if nothing falls behind its last entry', async () => {
    const [person, behind] = [counter.stranger(), counter.stranger()]
    counter.setClock('2025-02-01T12:00:00+01:00')
    done(await counter.register(person, '2025-01-31', '250.00'))
    counter.setClock('2025-06-02T12:00:00+02:00')
    done(await counter.register(behind, '2025-01-31', '250.00'))
    const { refused, counts } = await importing(counter, asLines(fee(person, 'g-1'), fee(behind, 'g-2')))
    assert.deepEqual(refused, ['2: RecordedOutOfOrder (2-2)'])
    assert.equal(counts.identitiesMade, 0)
    assert.deepEqual((await counter.shown(person))?.fees, [25_000, 25_000])
    assert.deepEqual((await counter.shown(behind))?.fees, [25_000])
    done(await counter.annul('g-1'))
    const account = await counter.accountOf(person)
    const broken = await one(
      `select count(*)::int from (
        select e.*, lag(e.link_digest) over (order by e.version) as before_digest from entry e where e.account_id = $1) as x
        where link_digest <> link_digest(before_digest, account_id, version, kind, recorded_at, content_digest)`,
      account,
    )
    assert.equal(broken, 0)
  })

  test('an id that the account has had is refused, also from a changed file; one of another account too', async () => {
    const [person, other] = [counter.stranger(), counter.stranger()]
    await importing(counter, asLines(fee(person, 'r-1'), annulment(person, 'r-1')))
    const later = { recordedAt: '2025-03-06T09:00:00Z' }
    const again = await importing(counter, asLines(fee(person, 'r-1', later), fee(other, 'r-2')))
    assert.deepEqual(again.refused, ['1: RepeatedFeeId (1-1)'])
    const stolen = await importing(counter, asLines(fee(counter.stranger(), 'R-2'), fee(counter.stranger(), 'r-3')))
    assert.deepEqual(stolen.refused, ['1: IdOfAnotherAccount (1-1)'])
    const twice = await importing(counter, asLines(fee(counter.stranger(), 'r-4'), fee(counter.stranger(), 'R-4')))
    assert.deepEqual(twice.refused, ['2: IdOfAnotherAccount (2-2)'])
    const card = [{ id: OTHER_UUID, number: 'G9' }]
    const sameCard = await importing(
      counter,
      asLines(fee(counter.stranger(), 'r-5', { issued: card }), fee(counter.stranger(), 'r-6', { issued: card })),
    )
    assert.deepEqual(sameCard.refused, ['2: IdOfAnotherAccount (2-2)'])
  })

  test('the last entry leaves for the heads, the person is in the access log once, an erasure to come is noted', async () => {
    const person = counter.stranger()
    await importing(counter, asLines(fee(person, 'o-1'), correction(person, 'o-1'), part(person, 'OptedOut')))
    const account = await counter.accountOf(person)
    assert.deepEqual(await rows('select topic, version from outbox where account_id = $1', account), [
      { topic: 'heads', version: 3 },
      { topic: 'finding', version: 3 },
    ])
    const lines = await rows('select act, system, reason from access_log where person_id = $1', person)
    assert.deepEqual(
      lines.map(({ act, system, reason }) => [act, system, reason.replace(/[0-9a-f]{16}$/, '')]),
      [['import', null, 'import of the file ']],
    )
    const due = await one<Date>('select due_at from erasure_due where account_id = $1', account)
    assert.equal(due.toISOString(), '2025-04-04T09:00:00.000Z')
    assert.equal(refused(await counter.read(person)), 'OptedOut')
  })

  test('a refused account that was opened is in the access log; one that was not is not', async () => {
    const [known, unknown] = [counter.stranger(), counter.stranger()]
    done(await counter.register(known, '2025-06-01', '250.00'))
    await importing(counter, asLines(fee(known, 'l-1'), fee(unknown, 'l-2', { visitDate: '2025-03-04' })))
    const acts = `select count(*)::int from access_log where act = 'import' and person_id = $1`
    assert.deepEqual([await one(acts, known), await one(acts, unknown)], [1, 0])
  })

  test('one who has left: no fee until they come in again, and what is owed is kept', async () => {
    const [person, back] = [counter.stranger(), counter.stranger()]
    const dear = { amount: '1500.00' }
    const later = { recordedAt: '2025-03-06T09:00:00Z', feeId: 'p-3' }
    const outcome = await importing(
      counter,
      asLines(
        fee(person, 'p-1', dear),
        part(person, 'OptedOut'),
        fee(person, 'p-2', { recordedAt: '2025-03-06T09:00:00Z' }),
        fee(back, 'p-3', dear),
        part(back, 'OptedOut', { eraseAt: 'never' }),
        part(back, 'OptedIn', { recordedAt: '2025-03-06T09:00:00Z' }),
        fee(back, 'p-4', { ...later, feeId: 'p-4' }),
      ),
    )
    assert.deepEqual(outcome.refused, ['3: OptedOut (1-3)'])
    const account = await counter.accountOf(back)
    const content = await one<string>(
      'select content from entry_content where account_id = $1 and version = 2',
      account,
    )
    assert.deepEqual(JSON.parse(content).claims, [
      {
        feeId: 'p-3',
        provider: { id: 'SE2321000198-A', text: 'SE2321000198-A' },
        visit: '2025-03-03',
        overchargedOre: 5_000,
      },
    ])
    assert.equal(JSON.parse(content).eraseAt, null)
    assert.deepEqual((await counter.shown(back))?.paid, 175_000)
  })

  test('more cards told than come of an account are refused: no number that a patient holds is lost in silence', async () => {
    const issued = [{ number: 'G1' }, { number: 'G2' }]
    const outcome = await importing(counter, asLines(fee(counter.stranger(), 'n-1', { issued })))
    assert.deepEqual(outcome.refused, ['1: IdentityNotNeeded (1-1)'])
  })

  test('a card id is given once: not to two cards of an account, nor to one that it has had', async () => {
    const [twice, known, here] = [counter.stranger(), counter.stranger(), counter.stranger()]
    const id = OTHER_UUID.replace('de0', 'de3')
    const year = (at: number) => ({ visitDate: `202${at}-03-03`, recordedAt: `202${at}-03-03T09:00:00Z` })
    const card = (told: string) => ({ issued: [{ id: told, number: 'G' }] })
    const first = await importing(
      counter,
      asLines(
        fee(twice, 'i-1', { ...year(3), ...card(UUID.replace('de0', 'de3')) }),
        fee(twice, 'i-2', { ...year(5), ...card(UUID.replace('de0', 'de3')) }),
        fee(known, 'i-3', { ...year(3), ...card(id) }),
      ),
    )
    assert.deepEqual(first.refused, ['2: RepeatedCardId (1-2)'])
    counter.setClock('2024-02-01T12:00:00+01:00')
    done(await counter.register(here, '2024-01-31', '250.00'))
    const own = (await counter.shown(here))?.id ?? ''
    counter.setClock('2025-06-02T12:00:00+02:00')
    const second = await importing(
      counter,
      asLines(fee(known, 'i-4', { ...year(5), ...card(id) }), fee(here, 'i-5', { ...year(5), ...card(own) })),
    )
    assert.deepEqual(second.refused, ['1: RepeatedCardId (1-1)', '2: RepeatedCardId (2-2)'])
  })

  test('ids made by this program keep leading to their account: it keeps the number they carry', async () => {
    const [person, stranger] = [counter.stranger(), counter.stranger()]
    const { ids } = counter.ports
    const account = ids.account()
    const [first, second, astray] = [ids.fee(account), ids.fee(account), ids.fee(ids.account())]
    const later = { recordedAt: '2025-03-04T09:00:00Z' }
    const outcome = await importing(
      counter,
      asLines(
        fee(person, first),
        fee(person, second, later),
        fee(stranger, ids.fee(account)),
        fee(counter.stranger(), ids.fee(account)),
      ),
    )
    assert.deepEqual(outcome.refused, ['3: IdOfAnotherAccount (3-3)', '4: IdOfAnotherAccount (4-4)'])
    assert.equal(await counter.accountOf(person), account)
    done(await counter.annul(second))
    const elsewhere = await importing(counter, asLines(fee(person, astray, { recordedAt: '2025-06-02T10:00:00Z' })))
    assert.deepEqual(elsewhere.refused, ['1: IdLeadsElsewhere (1-1)'])
  })

  test('an account that a till writes to meanwhile is decided on again, and nothing is corrupted', async () => {
    const [behind, goesOn] = [counter.stranger(), counter.stranger()]
    const interrupted = interruptedBy(async () => {
      done(await counter.register(behind, '2025-06-01', '250.00'))
      counter.setClock('2025-02-01T12:00:00+01:00')
      done(await counter.register(goesOn, '2025-01-31', '250.00'))
      counter.setClock('2025-06-02T12:00:00+02:00')
    })
    const { refused, counts } = await importing(interrupted, asLines(fee(behind, 'w-1'), fee(goesOn, 'w-2')))
    assert.deepEqual([refused, counts.entries], [['1: RecordedOutOfOrder (1-1)'], 1])
    assert.deepEqual((await counter.shown(behind))?.fees, [25_000])
    assert.deepEqual((await counter.shown(goesOn))?.fees, [25_000, 25_000])
    const again = interruptedBy(async () => {
      done(await counter.correct('w-2', '2025-03-02', null))
    })
    const later = { recordedAt: '2025-06-02T10:00:00Z' }
    assert.deepEqual((await importing(again, asLines(annulment(goesOn, 'w-2', later)))).refused, [])
    assert.deepEqual((await counter.shown(goesOn))?.fees, [25_000])
    assert.equal((await counter.ports.ledger.entriesOf(await counter.accountOf(goesOn))).length, 4)
  })

  /** Acts once between what an import has looked up and what it writes. */
  const interruptedBy = (act: () => Promise<void>) => {
    let isDone = false
    const query = async (question: { name?: string } | string, values?: unknown[]) => {
      const answer = await counter.pool.query(question as string, values)
      if (typeof question !== 'string' && question.name === 'import rows' && !isDone) {
        isDone = true
        await act()
      }
      return answer
    }
    const pool = { query, connect: () => counter.pool.connect() } as unknown as Counter['pool']
    return { ...counter, pool }
  }

  test('two thousand accounts come in batches, and an id that stands in two of them is refused in the second', async () => {
    const people = Array.from({ length: 2_000 }, (_, at) => `B${String(at).padStart(11, '0')}`)
    const lines = people.map((person, at) => fee(person, at === 1_999 ? 'b-0' : `b-${at}`))
    const { refused, counts } = await importing(counter, asLines(...lines))
    assert.deepEqual([refused, counts.accounts], [['2000: IdOfAnotherAccount (2000-2000)'], 1_999])
    assert.equal(await one(`select count(*)::int from person_account where person_id like 'B000%'`), 1_999)
  })
})
