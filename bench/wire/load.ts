/**
 * The load, a process of its own: takes a plan as its argument and tells what it saw as one line of JSON. Closed: every line calls again
 * as soon as it is answered. Open: calls start when they are planned, whatever the others do, and are measured from then.
 */

import { type Act, callMaker, isDone } from './calls.ts'
import { type Line, openLine } from './line.ts'

type Common = { readonly port: number; readonly accounts: number; readonly lines: number; readonly seconds: number }
export type ClosedPlan = Common & { readonly kind: 'closed'; readonly act: Act }
export type OpenPlan = Common & {
  readonly kind: 'open'
  /** Calls a second. */
  readonly rates: Readonly<Record<Act, number>>
}

export type ClosedSeen = { readonly done: number; readonly failed: number; readonly perSecond: number }
/** Times in milliseconds, rising. */
export type OpenSeen = { readonly failed: number; readonly times: Readonly<Record<Act, readonly number[]>> }

const MS = 1_000

async function closed({ port, accounts, lines, seconds, act }: ClosedPlan): Promise<ClosedSeen> {
  const make = callMaker(accounts)
  const open = await Promise.all(Array.from({ length: lines }, () => openLine(port)))
  const begun = performance.now()
  const end = begun + seconds * MS
  let [done, failed] = [0, 0]
  const work = async (line: Line): Promise<void> => {
    while (performance.now() < end) {
      if (isDone(await line.send(make(act)))) done += 1
      else failed += 1
    }
    line.end()
  }
  await Promise.all(open.map(work))
  return { done, failed, perSecond: done / ((performance.now() - begun) / MS) }
}

type Planned = { readonly act: Act; readonly start: number }

async function open({ port, accounts, lines, seconds, rates }: OpenPlan): Promise<OpenSeen> {
  const make = callMaker(accounts)
  const free = await Promise.all(Array.from({ length: lines }, () => openLine(port)))
  const planned = planOf(rates, seconds)
  const begun = performance.now()
  const times: Record<Act, number[]> = { register: [], card: [] }
  let [next, failed, running] = [0, 0, 0]
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const isDue = (at: number): boolean => (planned[at]?.start ?? Number.POSITIVE_INFINITY) <= performance.now() - begun
  const depart = (): void => {
    while (free.length > 0 && isDue(next)) {
      const call = planned[next] as Planned
      const line = free.pop() as Line
      next += 1
      running += 1
      line.send(make(call.act)).then((answer) => {
        times[call.act].push(performance.now() - begun - call.start)
        if (!isDone(answer)) failed += 1
        running -= 1
        free.push(line)
        depart()
        if (next === planned.length && running === 0) resolve()
      }, failHard)
    }
  }
  const clock = setInterval(depart, 1)
  await over
  clearInterval(clock)
  for (const line of free) line.end()
  const rising = (list: readonly number[]): number[] =>
    list.map((time) => Math.round(time * 100) / 100).sort((a, b) => a - b)
  return { failed, times: { register: rising(times.register), card: rising(times.card) } }
}

const failHard = (fault: unknown): never => {
  console.error(fault)
  process.exit(1)
}

/** Starts that do not know of each other (Poisson), each kind at its own rate, in the order of time. */
function planOf(rates: OpenPlan['rates'], seconds: number): Planned[] {
  const planned: Planned[] = []
  for (const act of ['register', 'card'] as const)
    for (let start = pause(rates[act]); start < seconds * MS; start += pause(rates[act])) planned.push({ act, start })
  return planned.sort((a, b) => a.start - b.start)
}

const pause = (rate: number): number => (-Math.log(1 - Math.random()) / rate) * MS

const plan = JSON.parse(process.argv[2] ?? '{}') as ClosedPlan | OpenPlan
process.stdout.write(`${JSON.stringify(plan.kind === 'closed' ? await closed(plan) : await open(plan))}\n`)
