/**
 * Sends messages made by chance to the whole service and judges every answer and what was stored. In each block those that must
 * be refused go first, and no table may have changed; then the others, of which every registration answered OK or INFO must have left one fee.
 */

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { pathOf } from '../../src/contracts/efrikort/routes.ts'
import { type Entered, enteredOperations } from './contracts.ts'
import { type Answer, type Hall, openHall } from './hall.ts'
import { type Judged, judge } from './judge.ts'
import { acquaintance } from './known.ts'
import { type FuzzMessage, messageOf } from './message.ts'
import { openSecondOpinion, type SecondOpinion } from './secondOpinion.ts'

export type FuzzPlan = {
  readonly seed: number
  readonly calls: number
  readonly block: number
  readonly tell: (line: string) => void
}

export type FuzzReport = {
  readonly served: readonly string[]
  readonly notServed: readonly string[]
  /** Answers by operation and code. */
  readonly codes: Readonly<Record<string, number>>
  /** Messages by what was expected of them. */
  readonly expected: Readonly<Record<string, number>>
  readonly fees: number
  readonly seconds: number
  /** Memory in use after a quarter and at the end, in MiB, what can be thrown away not counted. */
  readonly memoryMib: readonly [quarter: number, end: number]
  readonly opinions: SecondOpinion['counts']
}

const CALLERS = 16
const MS = 1_000
const MIB = 1_048_576

type Answered = { readonly message: FuzzMessage; readonly judged: Judged }

/** Throws at the first answer or row that is not as it must be, with the message that caused it. */
export async function runFuzz({ seed, calls, block, tell }: FuzzPlan): Promise<FuzzReport> {
  const hall = await openHall()
  const begun = performance.now()
  try {
    const entered = enteredOperations()
    const [served, notServed] = await sortOut(hall, entered)
    const operations = served.map(({ operation }) => operation)
    const opinion = openSecondOpinion(served)
    const known = acquaintance(calls)
    const tally = { codes: {} as Record<string, number>, expected: {} as Record<string, number> }
    let quarter = 0
    for (let first = 0; first < calls; first += block) {
      const numbers = Array.from({ length: Math.min(block, calls - first) }, (_, at) => first + at)
      const messages = numbers.map((number) => messageOf({ seed, operations, known }, number))
      const send = (ones: readonly FuzzMessage[]) => sendAll(hall, ones, { seed, opinion })
      const isDoomed = ({ expected }: FuzzMessage) => expected === 'fault' || expected === 'invalid'
      const refused = await untouched(hall, () => send(messages.filter(isDoomed)))
      const others = await accountedFor(hall, () => send(messages.filter((message) => !isDoomed(message))))
      for (const { message, judged } of [...refused, ...others]) {
        count(tally.expected, message.expected)
        count(tally.codes, `${nameOf(message.operation)} ${judged.code}`)
        known.note(judged)
      }
      if (quarter === 0 && first + block >= calls / 4) quarter = await memoryInUse()
      tell(`${first + numbers.length} of ${calls}`)
    }
    const fees = (await hall.entries())['FeeRegistered'] ?? 0
    const seconds = (performance.now() - begun) / MS
    const names = (list: readonly Entered[]) => list.map(({ operation }) => nameOf(operation))
    return {
      served: names(served),
      notServed: names(notServed),
      ...tally,
      fees,
      seconds,
      memoryMib: [quarter, await memoryInUse()],
      opinions: opinion.counts,
    }
  } finally {
    await hall.close()
  }
}

const nameOf = ({ name, version }: Entered['operation']): string => `${name} ${version}`
const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

/** An operation that is entered and has no handler yet is not there (404). */
async function sortOut(hall: Hall, entered: readonly Entered[]): Promise<[Entered[], Entered[]]> {
  const sorted: [Entered[], Entered[]] = [[], []]
  for (const one of entered) {
    const { status } = await hall.post(pathOf(one.operation), { bytes: Buffer.alloc(0), headers: {} })
    sorted[status === 404 ? 1 : 0].push(one)
  }
  assert.ok(sorted[0].length > 0, 'some operation is served')
  return sorted
}

type Sending = { readonly seed: number; readonly opinion: SecondOpinion }

/** By some callers at once; the answers in the order of the messages. */
async function sendAll(hall: Hall, messages: readonly FuzzMessage[], sending: Sending): Promise<Answered[]> {
  const answered: Answered[] = []
  let next = 0
  const caller = async (): Promise<void> => {
    for (let at = next++; at < messages.length; at = next++) {
      const message = messages[at] as FuzzMessage
      const answer = await hall.post(pathOf(message.operation), message)
      const judged = judgedOr(message, answer, sending)
      answered[at] = { message, judged }
      if (isRecorded({ message, judged })) await again(hall, message, answer)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  return answered
}

/** What was done under an id of the caller's is done once: the same call again gets the same answer, and leaves nothing (which is counted). */
async function again(hall: Hall, message: FuzzMessage, { xml }: Answer): Promise<void> {
  const second = await hall.post(pathOf(message.operation), message)
  const told = `message ${message.number}, sent again under its id, is answered as before`
  assert.equal(withoutCard(second.xml), withoutCard(xml), told)
}

/** A card is told as it stands when it is asked for: another caller may have changed it meanwhile. */
const withoutCard = (xml: string): string => xml.replace(/<(\w+):card>.*<\/\1:card>/is, '')

const isRecorded = (answered: Answered): boolean =>
  isDone(answered) &&
  'idempotency-key' in answered.message.headers &&
  !answered.message.operation.name.startsWith('Get')

const SHOWN = 3_000

function judgedOr(message: FuzzMessage, answer: Answer, { seed, opinion }: Sending): Judged {
  try {
    const judged = judge(message, answer)
    opinion.ask(message, answer, judged)
    return judged
  } catch (fault) {
    const { number, kind, expected, operation, headers, bytes } = message
    const sent = JSON.stringify({ headers, body: bytes.toString('utf8').slice(0, SHOWN) })
    const told = `${fault instanceof Error ? fault.message : fault}\n${answer.status} ${answer.xml.slice(0, SHOWN)}`
    throw new Error(`seed ${seed}, message ${number} (${operation.name}; ${kind}; ${expected}): ${told}\n${sent}`)
  }
}

/** What must be refused leaves no row in any table, the access log included. */
async function untouched(hall: Hall, act: () => Promise<Answered[]>): Promise<Answered[]> {
  const earlier = await hall.rows()
  const answered = await act()
  assert.deepEqual(await hall.rows(), earlier, 'what was refused for its form was stored')
  return answered
}

const isDone = ({ judged }: Answered): boolean => judged.code === 'OK' || judged.code === 'INFO'

/** Every registration and annulment that was answered as done is one entry; all other entries come from other acts that were. */
async function accountedFor(hall: Hall, act: () => Promise<Answered[]>): Promise<Answered[]> {
  const [earlier, logged] = [await hall.entries(), (await hall.rows())['access_log'] ?? 0]
  const answered = await act()
  const now = await hall.entries()
  const added = (kind: string): number => (now[kind] ?? 0) - (earlier[kind] ?? 0)
  const done = answered.filter(isDone)
  const doneOf = (name: string): number => done.filter(({ message }) => message.operation.name === name).length
  assert.equal(added('FeeRegistered'), doneOf('RegisterTransaction'), 'one fee for each registration')
  assert.equal(added('FeeAnnulled'), doneOf('DeleteTransaction'), 'one entry for each annulment')
  assert.ok(added('FeeCorrected') <= doneOf('UpdateTransaction'), 'no correction that nobody was told of')
  assert.ok(
    ((await hall.rows())['access_log'] ?? 0) - logged >= done.length,
    'a line in the access log for each answer',
  )
  return answered
}

let collectGarbage: (() => void) | null = null
const SWEPT_MS = 200

/** Buffers are given back beside the program's own course, a little later. */
async function memoryInUse(): Promise<number> {
  if (collectGarbage === null) {
    setFlagsFromString('--expose-gc')
    collectGarbage = runInNewContext('gc') as () => void
  }
  for (let times = 0; times < 2; times += 1) {
    collectGarbage()
    await sleep(SWEPT_MS)
  }
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / MIB
}
