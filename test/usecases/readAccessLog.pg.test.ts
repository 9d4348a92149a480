/** The access log as a reviewer reads it (domain.md S6): by patient, employee or calling system, newest first, a page at a time, by the indexes. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import type { Moment } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { accessLog, findStatement } from '../../src/ledger/accessLog.ts'
import { connectAsOwner } from '../../src/ledger/connect.ts'
import { type LoggedBy, type LogPage, type LogPlace, readAccessLog } from '../../src/usecases/readAccessLog.ts'
import { type Counter, done, openCounter } from './counter.ts'
import { moment } from './world.ts'

const SYSTEM = 'SE2321000198-DEMO' as HsaId
const EMPLOYEE = 'SE2321000198-E001' as HsaId
const SPAN = { from: moment('2025-01-01T00:00:00Z'), before: moment('2027-01-01T00:00:00Z') }
const NOON = '2025-06-02T12:00:00+02:00'
const REVIEWER = { system: null, employee: 'SE2321000198-S001' as HsaId, provider: null, unit: null }
const REVIEWING = { ...REVIEWER, assignment: 'Loggranskning', reason: 'patientens begäran' }

const personOf = (text: string): PersonId => PersonId.known('reservnummer', text)

describe('the access log is read', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const linesOf = async (person: string) =>
    (await counter.pool.query('select * from access_log where person_id = $1 order by ctid', [person])).rows
  const page = (of: LoggedBy, most = 100, after: LogPlace | null = null, span = SPAN): Promise<LogPage> =>
    accessLog(counter.pool).find({ of, ...span, most, after })
  const acts = ({ lines }: LogPage) => lines.map(({ act }) => act)

  test('by patient, newest first, a page at a time, to the end; lines of one moment each once', async () => {
    const person = counter.stranger()
    counter.setClock(NOON)
    for (let times = 0; times < 7; times += 1) await counter.read(person)
    counter.setClock('2025-06-02T13:00:00+02:00')
    done(await counter.register(person, '2025-06-01', '250.00'))
    const of = { by: 'person', person: personOf(person) } as const
    const all = await page(of)
    assert.deepEqual(acts(all), ['registerFee', ...Array<string>(7).fill('readCardWithFees')])
    assert.equal(all.next, null)
    assert.ok(all.lines.every((line) => line.person.reveal() === person))
    assert.deepEqual(
      [all.lines[0]?.at, all.lines[7]?.at],
      [moment('2025-06-02T11:00:00Z'), moment('2025-06-02T10:00:00Z')],
    )
    const pages: string[][] = []
    for (let next: LogPlace | null | undefined; next !== null; ) {
      const told: LogPage = await page(of, 3, next ?? null)
      pages.push(acts(told))
      next = told.next
    }
    assert.deepEqual(pages, [
      ['registerFee', 'readCardWithFees', 'readCardWithFees'],
      Array(3).fill('readCardWithFees'),
      Array(2).fill('readCardWithFees'),
    ])
    assert.equal((await page(of, 8)).next, null)
  })

  test('within a span of time, its first moment included and its last not', async () => {
    const person = counter.stranger()
    for (const at of ['2025-06-02T10:00:00.000Z', '2025-06-02T10:00:00.001Z', '2025-06-02T10:00:00.002Z']) {
      counter.setClock(at)
      await counter.read(person)
    }
    const of = { by: 'person', person: personOf(person) } as const
    const span = { from: moment('2025-06-02T10:00:00.001Z'), before: moment('2025-06-02T10:00:00.002Z') }
    assert.deepEqual(
      (await page(of, 10, null, span)).lines.map(({ at }) => at),
      [span.from],
    )
  })

  test('by employee and by calling system, of whomever they looked at; each is then told to have been reviewed', async () => {
    counter.setClock('2025-12-24T12:00:00+01:00')
    const employee = 'SE2321000198-E777' as HsaId
    const people = [counter.stranger(), counter.stranger()]
    for (const person of people)
      done(
        await counter.register(person, '2025-12-23', '250.00', {
          actor: { employee, provider: 'SE2321000198-A', unit: null },
        }),
      )
    done(
      await counter.register(people[0] ?? '', '2025-12-22', '250.00', {
        actor: { employee, provider: 'SE2321000198-A', unit: null },
      }),
    )
    const review = (of: LoggedBy) =>
      readAccessLog(counter.ports, accessLog(counter.pool), {
        reviewer: REVIEWING,
        question: { of, ...SPAN, most: 10, after: null },
      })
    const byEmployee = await review({ by: 'employee', employee })
    assert.deepEqual(
      byEmployee.lines.map(({ person }) => person.reveal()),
      [people[0], people[1], people[0]],
    )
    for (const person of people)
      assert.deepEqual((await linesOf(person)).map(({ act }) => act).slice(-1), ['readAccessLog'])
    const { lines } = await page({ by: 'system', system: SYSTEM }, 3)
    assert.deepEqual(
      lines.map(({ employee: one }) => one),
      [employee, employee, employee],
    )
    assert.deepEqual(await review({ by: 'employee', employee: 'SE2321000198-E778' as HsaId }), {
      lines: [],
      next: null,
    })
  })

  test('of a patient of any kind of identity, as the one it was', async () => {
    counter.setClock(NOON)
    for (const [kind, text] of [
      ['personnummer', '199001012385'],
      ['personnummer', '191212121212'],
      ['samordningsnummer', '199001612382'],
    ] as const) {
      await counter.ports.ledger.note({
        at: counter.ports.now(),
        act: 'test',
        person: PersonId.known(kind, text),
        ...REVIEWING,
      })
      const { lines } = await page({ by: 'person', person: PersonId.known(kind, text) }, 1)
      assert.deepEqual([lines[0]?.person.kind, lines[0]?.person.reveal()], [kind, text])
    }
  })

  test('a place that no page has given is no place', async () => {
    const of = { by: 'employee', employee: EMPLOYEE } as const
    await assert.rejects(
      page(of, 1, `2025-06-02T10:00:00Z (0,1); drop table entry` as LogPlace),
      /a place that a page has given/,
    )
  })

  test('goes by the indexes, whichever of the three is asked for', async () => {
    await counter.pool.query(`insert into access_log (at, person_id, act, system, employee)
      select '2025-06-01T00:00:00Z'::timestamptz + n * interval '1 minute', 'P' || n % 5000, 'test', 'S' || n % 300, 'E' || n % 700
        from generate_series(1, 40000) as n`)
    const owner = await connectAsOwner(counter.database.place)
    await owner.query('analyze efrikort.access_log')
    await owner.end()
    const asked: readonly [LoggedBy, RegExp][] = [
      [{ by: 'person', person: personOf('22900101AA10') }, /access_log_by_person/],
      [{ by: 'employee', employee: 'E5' as HsaId }, /access_log_by_employee/],
      [{ by: 'system', system: 'S5' as HsaId }, /access_log_by_system/],
    ]
    for (const [of, index] of asked) {
      const { text, values } = findStatement({ of, from: 0 as Moment, before: SPAN.before, most: 20, after: null })
      const { rows } = await counter.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
      assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), index)
    }
  })
})
