/** A patient's whole story over the five operations, driven from the published WSDLs by a SOAP client that knows nothing of us (story.py, zeep). */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { withoutPublished } from '../contracts/published.ts'
import { openHouse } from './house.ts'
import { kronor, told } from './notices.ts'
import { PUBLISHED } from './wire.ts'

const PYTHON = process.env['EFRIKORT_TEST_PYTHON']
const withoutZeep = PYTHON === undefined ? 'no Python with zeep (EFRIKORT_TEST_PYTHON is not set)' : false
const SCRIPT = join(import.meta.dirname, 'story.py')

type Said = {
  readonly what: string
  readonly clock?: string
  readonly id?: string
  readonly card?: unknown
  readonly [seen: string]: unknown
}

test('zeep lives a patient’s story from the published WSDLs, and every answer is valid by the published schemas', {
  skip: withoutZeep || withoutPublished,
}, async (t) => {
  const house = await openHouse()
  t.after(() => house.close())
  const said = await tell(house.address, house.setClock)
  const ids = new Set(said.flatMap(({ what, id, card }) => (what === 'looked' ? id : card) ?? []))
  assert.equal(ids.size, 2, 'one card, and the next one after its end')
  const plain = said.map(({ id: _id, card, ...rest }) => (rest.what === 'looked' ? { ...rest, card } : inWords(rest)))
  assert.deepEqual(plain, STORY)
})

/** An outcome by its code, what it tells the user, and the amounts it names. */
function inWords(saying: Omit<Said, 'id' | 'card'>): object {
  if (!Array.isArray(saying['outcome'])) return saying
  const [code, text] = saying['outcome'] as [string, string | null]
  const notices =
    code === 'OK' || code === 'INFO' ? told({ code, text }) : [/^Uppgiften (\w+)/.exec(text ?? '')?.[1] ?? '-']
  return { ...saying, outcome: [code, ...notices, ...kronor({ text })].join(' ') }
}

/** Runs the script; when it asks for another time the clock is set. */
async function tell(address: string, setClock: (text: string) => void): Promise<readonly Said[]> {
  const child = spawn(PYTHON ?? '', [SCRIPT, address, PUBLISHED], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let errors = ''
  child.stderr.on('data', (part) => {
    errors += part
  })
  const said: Said[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const saying = JSON.parse(line) as Said
    if (saying.clock === undefined) said.push(saying)
    else {
      setClock(saying.clock)
      child.stdin.write('\n')
    }
  }
  assert.deepEqual([(await ended)[0], errors], [0, ''])
  return said
}

const registered = (day: string, outcome = 'OK') => ({ what: 'registered', day, outcome })
const updated = (outcome = 'OK') => ({ what: 'updated', outcome })
const deleted = (outcome = 'OK') => ({ what: 'deleted', outcome })
const looked = (card: readonly unknown[], rows: readonly unknown[]) => ({ what: 'looked', rows, card })

const [PA, PB, ANOTHER] = ['SE2321000198-A', 'SE5599990000-B', 'Annan vårdgivare']

const STORY = [
  { what: 'looked', card: null },
  registered('2024-09-02'),
  registered('2024-11-04'),
  registered('2025-01-13'),
  registered('2025-02-03'),
  registered('2025-03-10'),
  looked(
    ['2024-09-02', null, null, null, 1250, 200, 'BELOW_LIMIT'],
    [
      ['2024-09-02', 250, 'ACTIVE', PA, null],
      ['2024-11-04', 250, 'ACTIVE', ANOTHER, null],
      ['2025-01-13', 250, 'ACTIVE', PA, null],
      ['2025-02-03', 250, 'ACTIVE', PA, null],
      ['2025-03-10', 250, 'ACTIVE', PA, null],
    ],
  ),
  registered('2025-05-12'),
  looked(
    ['2024-09-02', '2025-05-12', null, '2025-09-01', 1450, 0, 'PRELIMINARY'],
    [
      ['2024-09-02', 250, 'ACTIVE', ANOTHER, null],
      ['2024-11-04', 250, 'ACTIVE', PB, null],
      ['2025-01-13', 250, 'ACTIVE', ANOTHER, null],
      ['2025-02-03', 250, 'ACTIVE', ANOTHER, null],
      ['2025-03-10', 250, 'ACTIVE', ANOTHER, null],
      ['2025-05-12', 200, 'ACTIVE', ANOTHER, null],
    ],
  ),
  updated(),
  looked(
    ['2024-09-02', null, null, null, 1299.5, 150.5, 'BELOW_LIMIT'],
    [
      ['2024-09-02', 250, 'ACTIVE', PA, null],
      ['2024-11-04', 250, 'ACTIVE', ANOTHER, null],
      ['2025-01-13', 250, 'UPDATED', PA, 'Telefonbesök'],
      ['2025-01-13', 99.5, 'ACTIVE', PA, null],
      ['2025-02-03', 250, 'ACTIVE', PA, null],
      ['2025-03-10', 250, 'ACTIVE', PA, null],
      ['2025-05-12', 200, 'ACTIVE', PA, null],
    ],
  ),
  registered('2025-04-22', 'INFO ANOTHER_OVERCHARGED 149,50 kr'),
  registered('2025-05-12', 'INFO DUPLICATE THIS_OVERCHARGED 200 kr'),
  deleted(),
  deleted('ACCESSDENIED -'),
  deleted('ACCESSDENIED -'),
  looked(
    ['2024-09-02', '2025-05-12', '2025-06-04', '2025-09-01', 1599.5, -149.5, 'FINAL'],
    [
      ['2024-09-02', 250, 'ACTIVE', PA, null],
      ['2024-11-04', 250, 'ACTIVE', ANOTHER, null],
      ['2025-01-13', 250, 'UPDATED', PA, 'Telefonbesök'],
      ['2025-01-13', 99.5, 'ACTIVE', PA, null],
      ['2025-02-03', 250, 'ACTIVE', PA, null],
      ['2025-03-10', 250, 'ACTIVE', PA, null],
      ['2025-04-22', 300, 'ACTIVE', 'Tandläkaren & Co', null],
      ['2025-05-12', 200, 'ACTIVE', PA, null],
      ['2025-05-12', 200, 'DELETED', PA, 'Dubbel'],
    ],
  ),
  updated('INFO FINAL_KEPT'),
  registered('2025-06-05', 'VALIDATION_ERROR transactionDate'),
  registered('2025-06-03', 'VALIDATION_ERROR amount'),
  { what: 'looked', card: null },
  registered('2025-09-02'),
  looked(['2025-09-02', null, null, null, 250, 1200, 'BELOW_LIMIT'], [['2025-09-02', 250, 'ACTIVE', PB, null]]),
  { what: 'validated', answers: 30 },
]
