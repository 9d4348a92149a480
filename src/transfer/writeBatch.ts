/** Writes a batch in one transaction, with how far the import has come: all of it is on disk, or nothing. */

import type { PoolClient } from 'pg'
import type { BatchWrite } from './batchWrite.ts'
import type { Run } from './progress.ts'
import { advanceStatement, refusalStatement } from './progress.ts'
import { type Demanding, rowsOf } from './rows.ts'

/** `conflict`: the ledger is no longer as it was when the batch was prepared; nothing is written. */
export type Written = 'written' | 'conflict'

/** An account, an id or a person that somebody else has written meanwhile; two that waited for each other. */
const CONFLICTS = ['23505', '40P01']

/** Takes a connection in the application's role, and the run as it stands on disk. Throws when the run is not where it is believed to be. */
export async function writeBatch(connection: PoolClient, run: Run, batch: BatchWrite): Promise<Written> {
  await connection.query('begin')
  try {
    const written = await writeAll(connection, run, batch)
    await connection.query(written === 'written' ? 'commit' : 'rollback')
    return written
  } catch (fault) {
    await connection.query('rollback').catch(() => undefined)
    if (CONFLICTS.includes((fault as { readonly code?: string }).code ?? '')) return 'conflict'
    throw fault
  }
}

async function writeAll(connection: PoolClient, run: Run, batch: BatchWrite): Promise<Written> {
  const reason = `import of the file ${run.digest.toString('hex').slice(0, SHORT)}`
  for (const { statement, demands } of rowsOf(batch, reason))
    if (!meets(await connection.query(statement), demands)) return 'conflict'
  if (batch.refused.length > 0) await connection.query(refusalStatement(run, batch.refused))
  if (meets(await connection.query(advanceStatement(run, batch)), 1)) return 'written'
  throw new Error('Another import of the same file has gone on from here.')
}

/** So many signs name a file. */
const SHORT = 16

const meets = ({ rowCount }: { readonly rowCount: number | null }, demands: Demanding['demands']): boolean =>
  (rowCount ?? 0) >= demands
