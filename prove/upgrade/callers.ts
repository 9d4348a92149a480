/** Callers of a service of the release before, each with a connection of its own, and how long every one of their statements took. */

import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type QueryConfig } from 'pg'
import { APPLICATION_ROLE, type Place, SCHEMA } from '../../src/ledger/connect.ts'
import { oldService } from '../../test/ledger/upgrade/oldRelease.ts'
import { personOf } from './manyAccounts.ts'

/** One statement: which, when it was sent, and how long it took. */
export type Timed = { readonly name: string; readonly at: number; readonly ms: number }

export type Callers = {
  readonly timed: readonly Timed[]
  /** Ends them. Throws what any of them has met. Gives how many fees they have registered. */
  readonly stop: () => Promise<number>
}

/** As its service did, a caller who waits longer than this has met a fault. */
const PATIENCE_MS = 10_000
const LONGEST_PAUSE_MS = 30

/** Takes how many call at once, and how many accounts there are. Every second call registers, the others read; one in twenty concerns somebody new. */
export function startCallers(place: Place, { callers, accounts }: { callers: number; accounts: number }): Callers {
  const timed: Timed[] = []
  let isOver = false
  let registered = 0
  const caller = async (number: number): Promise<void> => {
    const client = new Client({ ...place, statement_timeout: PATIENCE_MS })
    await client.connect()
    await client.query(`set role ${APPLICATION_ROLE}; set search_path to ${SCHEMA}`)
    const service = oldService(timing(client, timed))
    for (let call = 0; !isOver; call += 1) {
      const isNew = call % 20 === 19
      const person = personOf(isNew ? accounts + 1 + number * 1_000_000 + call : randomInt(1, accounts))
      if (isNew || call % 2 === 0) {
        await service.register(person)
        registered += 1
      } else await service.load(person)
      await sleep(randomInt(LONGEST_PAUSE_MS))
    }
    await client.end()
  }
  const all = Promise.all(Array.from({ length: callers }, (_, number) => caller(number)))
  // Told when they are stopped.
  all.catch(() => undefined)
  return {
    timed,
    stop: async () => {
      isOver = true
      await all
      return registered
    },
  }
}

const timing = (client: Client, timed: Timed[]): Pick<Client, 'query'> =>
  ({
    query: async (query: QueryConfig) => {
      const at = performance.now()
      const answer = await client.query(query)
      timed.push({ name: query.name ?? '', at, ms: performance.now() - at })
      return answer
    },
  }) as Pick<Client, 'query'>
