/** Erases the content of those who left so many days ago (domain.md S2, S3). The service does it by itself, in the background. */

import { snapshotOf } from '../domain/account/snapshot.ts'
import { dueForErasure, eraseContent } from '../domain/decisions/takePart.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { AccessLine, AccountId } from './ledgerPort.ts'
import { notBefore, openAccount } from './openAccount.ts'
import type { Ports } from './ports.ts'

const AT_A_TIME = 50
const MOST_ATTEMPTS = 20

/** Gives how many erasures were made. An account that is written to meanwhile is tried again. */
export async function eraseDue(ports: Ports): Promise<number> {
  let erased = 0
  for (;;) {
    const due = await ports.ledger.dueForErasure(ports.now(), AT_A_TIME)
    for (const account of due) erased += await eraseInAccount(ports, account)
    if (due.length < AT_A_TIME) return erased
  }
}

async function eraseInAccount(ports: Ports, id: AccountId): Promise<number> {
  let erased = 0
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const outcome = await eraseOne(ports, id)
    if (outcome === 'none') return erased
    if (outcome === 'appended') erased += 1
  }
  throw new Error('an account due for erasure is contended, or always due anew')
}

async function eraseOne(ports: Ports, id: AccountId): Promise<'none' | 'appended' | 'conflict'> {
  const loaded = await ports.ledger.load({ by: 'account', account: id }, null)
  // From the entries, not the snapshot: what is erased cannot be told by them again.
  const fromEntries = { ...loaded, account: loaded.account && { ...loaded.account, snapshot: null } }
  const prefix = ports.settings.known().own(swedishDay(ports.now())).cardNumberPrefix
  const { account, adopted } = await openAccount(ports, fromEntries, { id, prefix })
  const entries = await ports.ledger.entriesOf(id)
  const now = notBefore(account, ports.now())
  const [part] = dueForErasure(account, now)
  if (part === undefined) {
    await ports.ledger.erasureDone(id, now)
    return 'none'
  }
  const expectedVersion = account.version
  const entry = { ...eraseContent(account, part, { entries, now }), issued: adopted }
  return ports.ledger.erase({
    account: id,
    opens: null,
    expectedVersion,
    entry,
    settingsVersion: account.settingsVersion,
    snapshot: snapshotOf(account),
    line: lineOf(part.person, now),
    remember: null,
  })
}

const lineOf = (person: AccessLine['person'], at: AccessLine['at']): AccessLine => ({
  at,
  person,
  act: 'eraseContent',
  system: null,
  employee: null,
  provider: null,
  unit: null,
  assignment: null,
  reason: 'eraseAfterDays',
})
