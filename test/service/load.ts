/** Journal systems that register fees without a pause, each fee of an amount of its own, and remember what they were answered. */

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, type Desk, deskAt } from './desk.ts'

export type Load = {
  /** Fee id by amount, for every registration that was answered. */
  readonly answered: Map<string, string>
  /** Registrations that were sent and not answered as registered. */
  readonly unanswered: Set<string>
  /** Waits until so many are answered. */
  readonly until: (count: number) => Promise<void>
  /** Lets every system finish its call and stop. */
  readonly stop: () => Promise<void>
}

const PATIENCE_MS = 20_000
/** No load outlives its test by much, whatever the test has met. */
const LONGEST_LOAD_MS = 60_000

/** Takes the service's address and the people to register for. `from` is the first amount in öre, so that no two loads share one. */
export function registerWithoutPause(
  address: string,
  persons: readonly string[],
  { workers = 12, from = 1 } = {},
): Load {
  const desks = [deskAt(address, BOTH_SYSTEM, A), deskAt(address, A_SYSTEM, A), deskAt(address, B_SYSTEM, B)]
  const answered = new Map<string, string>()
  const unanswered = new Set<string>()
  const latest = Date.now() + LONGEST_LOAD_MS
  let isOver = false
  let next = from
  const work = async (desk: Desk) => {
    while (!isOver && Date.now() < latest) {
      const amount = String(next / 100)
      const person = persons[next % persons.length] ?? ''
      next += 1
      unanswered.add(amount)
      try {
        const { fee } = await desk.register(person, null, amount)
        if (fee === null) continue
        answered.set(amount, fee)
        unanswered.delete(amount)
      } catch {
        await sleep(10)
      }
    }
  }
  const working = Promise.all(Array.from({ length: workers }, (_, place) => work(desks[place % 3] as Desk)))
  return {
    answered,
    unanswered,
    until: async (count) => {
      const deadline = Date.now() + PATIENCE_MS
      while (answered.size < count) {
        if (Date.now() > deadline) throw new Error(`only ${answered.size} of ${count} were answered`)
        await sleep(5)
      }
    },
    stop: async () => {
      isOver = true
      await working
    },
  }
}

/** What the service shows as registered: fee id by amount. Every fee stands once, and no two are of the same amount. */
export async function registeredOf(address: string, persons: readonly string[]): Promise<Map<string, string>> {
  const desk = deskAt(address, BOTH_SYSTEM, A)
  const stored = new Map<string, string>()
  const ids = new Set<string>()
  for (const person of persons) {
    const { rows, card } = await desk.extended(person)
    const sum = rows.reduce((total, row) => total + Math.round(Number(row['amount']) * 100), 0)
    assert.equal(String(sum / 100), card?.['currentAmount'] ?? '0')
    for (const row of rows) {
      const [amount, id] = [row['amount'] ?? '', row['transactionId'] ?? '']
      assert.ok(!stored.has(amount) && !ids.has(id), `a fee of ${amount} kr stands twice`)
      stored.set(amount, id)
      ids.add(id)
    }
  }
  return stored
}
