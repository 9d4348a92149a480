/**
 * The files of db/migrations. NAME.sql is applied once, in one transaction; NAME.batches.sql is one statement, asked again and again
 * from where it left off; NAME.before.sql and NAME.after.sql are questions whose rows name what does not hold. The question after a
 * NAME.sql is asked while what it has locked is locked: it must be short.
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

export type Migration = {
  readonly name: string
  readonly kind: 'once' | 'batches'
  readonly sql: string
  readonly digest: string
  readonly before: string | null
  readonly after: string | null
}

const FOLDER = new URL('../../db/migrations/', import.meta.url)
const CHECK = /\.(before|after)\.sql$/

/** Gives every migration, in order. Only what is applied counts in its digest: a check may be bettered later. */
export function migrations(): Migration[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'))
  return names
    .filter((name) => !CHECK.test(name))
    .sort()
    .map((name) => {
      const sql = textOf(name)
      const stem = name.replace(/(\.batches)?\.sql$/, '')
      const checkOf = (when: string) => (names.includes(`${stem}.${when}.sql`) ? textOf(`${stem}.${when}.sql`) : null)
      return {
        name,
        kind: name.endsWith('.batches.sql') ? 'batches' : 'once',
        sql,
        digest: createHash('sha256').update(sql).digest('hex'),
        before: checkOf('before'),
        after: checkOf('after'),
      }
    })
}

const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8')
