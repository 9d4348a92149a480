/** The answer to a question, too large to hold, in order of account: read some rows at a time by a cursor of the server's. */

import type { Client } from 'pg'

type OfAccount = { readonly account_id: string }

export type Stream<Row> = {
  /** The account of the next row; null when there is none. */
  readonly next: () => Promise<bigint | null>
  /** The rows of the account, when it is the next. */
  readonly take: (account: bigint) => Promise<readonly Row[]>
}

export type Question = { readonly name: string; readonly sql: string; readonly atATime: number }

/** Takes a connection with a transaction under way, and a question whose rows come in order of account. */
export async function openStream<Row extends OfAccount>(client: Client, question: Question): Promise<Stream<Row>> {
  const { name, sql, atATime } = question
  await client.query(`declare ${name} no scroll cursor for ${sql}`)
  let rows: Row[] = []
  let at = 0
  let isLast = false
  const current = async (): Promise<Row | null> => {
    if (at < rows.length || isLast) return rows[at] ?? null
    rows = (await client.query<Row>(`fetch ${atATime} from ${name}`)).rows
    at = 0
    isLast = rows.length < atATime
    return rows[0] ?? null
  }
  return {
    next: async () => {
      const row = at < rows.length ? (rows[at] as Row) : await current()
      return row === null ? null : BigInt(row.account_id)
    },
    take: async (account) => {
      const key = String(account)
      const taken: Row[] = []
      for (
        let row = await current();
        row?.account_id === key;
        row = at < rows.length ? (rows[at] as Row) : await current()
      ) {
        taken.push(row)
        at += 1
      }
      return taken
    },
  }
}
