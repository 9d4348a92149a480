/**
 * Watches accounts for those who look at them: one question each half second for everybody in this process, of nothing but which account
 * it is and how many entries it holds. It asks nothing while nobody watches, and reads no content.
 */

import { setTimeout } from 'node:timers/promises'
import type { Pool } from 'pg'
import { type AccountSeen, type Changes, seenOf, type Watched } from '../usecases/changesPort.ts'

const EVERY_MS = 500

const STATEMENT = {
  name: 'watch-accounts',
  text: `select w.place::int, a.account_id::text, a.version
    from unnest($1::text[], $2::text[]) with ordinality as w (person_id, card_type, place)
    join person_account p using (person_id, card_type) join account a using (account_id)`,
}

type Watch = Watched & { readonly tell: (seen: AccountSeen) => void; last: string | null }
type Row = { readonly place: number; readonly account_id: string; readonly version: number }

/** Takes a pool in the application's role, and what hears of a question that failed; the next one is asked all the same. */
export function changesIn(pool: Pool, onFault: (fault: unknown) => void): Changes {
  const watches = new Set<Watch>()
  let isLooking = false
  const lookOn = async (): Promise<void> => {
    while (watches.size > 0) {
      await tellAll(pool, [...watches]).catch(onFault)
      await setTimeout(EVERY_MS, undefined, { ref: false })
    }
    isLooking = false
  }
  return {
    watch: (watched, tell) => {
      const watch = { ...watched, tell, last: null }
      watches.add(watch)
      if (!isLooking) void lookOn()
      isLooking = true
      return () => watches.delete(watch)
    },
  }
}

async function tellAll(pool: Pool, watches: readonly Watch[]): Promise<void> {
  const values = [watches.map(({ person }) => person.reveal()), watches.map(({ cardType }) => cardType)]
  const { rows } = await pool.query<Row>({ ...STATEMENT, values })
  const seen = new Map(rows.map(({ place, account_id, version }) => [place - 1, { id: BigInt(account_id), version }]))
  watches.forEach((watch, at) => {
    tellOne(watch, seen.get(at) ?? null)
  })
}

function tellOne(watch: Watch, seen: AccountSeen): void {
  const now = seenOf(seen)
  if (now === watch.last) return
  watch.last = now
  watch.tell(seen)
}
