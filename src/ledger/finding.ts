/** What is looked for across accounts, in tables beside the ledger: kept up by what leaves it, thrown away and made again at will. */

import type { Pool } from 'pg'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { momentOf } from '../domain/kernel/moment.ts'
import type { Findable, Finding } from '../usecases/finding.ts'
import type { AccountId } from '../usecases/ledgerPort.ts'
import { personOf } from './accessLog.ts'
import { type Message, relay } from './outbox.ts'
import { writeMoment } from './times.ts'

/** Takes a pool in the application's role. */
export const finding = (pool: Pool): Finding => ({
  withNumber: (number) => accounts(pool, 'select account_id from card_number where number = $1 order by 1', number),
  owedBy: (provider) => accounts(pool, 'select account_id from owing where provider_id = $1 order by 1', provider),
  countOwedBy: async (provider) => {
    const { rows } = await pool.query<{ count: number }>(COUNT_OWED, [provider])
    return rows[0]?.count ?? 0
  },
  ofUnit: async (unit, from, before) => {
    const values = [unit, writeMoment(from), writeMoment(before)]
    const { rows } = await pool.query<{ at: Date; person_id: string; employee: HsaId | null }>(OF_UNIT, values)
    return rows.map(({ at, person_id, employee }) => ({
      at: momentOf(at.getTime()),
      person: personOf(person_id),
      employee,
    }))
  },
})

const COUNT_OWED = 'select count(*)::int as count from owing where provider_id = $1'

const OF_UNIT = `select at, person_id, employee from access_log
  where unit = $1 and act in ('registerFee', 'moveFee') and reason is null and at >= $2 and at < $3 order by at`

async function accounts(pool: Pool, text: string, value: string): Promise<AccountId[]> {
  const { rows } = await pool.query<{ account_id: string }>(text, [value])
  return rows.map((row) => BigInt(row.account_id) as AccountId)
}

/** Takes what says by what an account can be found now. Gives how many changes of accounts have been entered. */
export const keepFinding = (pool: Pool, findable: (account: AccountId) => Promise<Findable>): Promise<number> =>
  relay(pool, 'finding', async (messages) => {
    for (const account of new Set(messages.map((message: Message) => message.account)))
      await enter(pool, account as AccountId, await findable(account as AccountId))
    return messages
  })

/** In one statement: whoever looks meanwhile finds the old or the new. */
const ENTER = `with gone as (
    delete from card_number where account_id = $1 and number <> all ($2::text[])
  ), settled as (
    delete from owing where account_id = $1 and provider_id <> all ($3::text[])
  ), numbered as (
    insert into card_number (number, account_id) select one, $1 from unnest($2::text[]) as one on conflict do nothing
  )
  insert into owing (provider_id, account_id) select one, $1 from unnest($3::text[]) as one on conflict do nothing`

async function enter(pool: Pool, account: AccountId, { numbers, owing }: Findable): Promise<void> {
  await pool.query(ENTER, [account, numbers, owing])
}
