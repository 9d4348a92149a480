/** Erases the content of those who left so many days ago (domain.md S2, S3). The service does it by itself, in the background. */

import type { Account } from '../domain/account/account.ts'
import type { Recorded } from '../domain/account/ledgerEntry.ts'
import { erasureOf } from '../domain/account/moving.ts'
import type { Part } from '../domain/account/participation.ts'
import { snapshotOf } from '../domain/account/snapshot.ts'
import {
  dueForErasure,
  eraseContent,
  formerAccounts,
  isThereContentOf,
  NOTHING_KNOWN,
  type Theirs,
  theirsIn,
} from '../domain/decisions/eraseContent.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { AccessLine, AccountId, Appended } from './ledgerPort.ts'
import { notBefore, type Opened, openAccount } from './openAccount.ts'
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
  const opened = await openWhole(ports, id)
  const { account, entries, now } = opened
  const [part] = dueForErasure(account, now)
  if (part === undefined) {
    await ports.ledger.erasureDone(id, now, erasureOf(account))
    return 'none'
  }
  const theirs = theirsIn(account, part, { entries, known: NOTHING_KNOWN })
  // The accounts they have come from first: what is due is found again until this one is done.
  await eraseInFormer(ports, { of: account, part, known: theirs, seen: new Set([String(id)]) })
  return append(ports, opened, part, theirs)
}

type Former = {
  readonly of: Account
  readonly part: Part
  readonly known: Theirs
  /** Who goes to and fro comes from the same account again. */
  readonly seen: Set<string>
}

/** S3: what accounts still hold of one who has moved on from them (G1, G2). */
async function eraseInFormer(ports: Ports, { of, part, known, seen }: Former): Promise<void> {
  for (const former of formerAccounts(of, part.person)) {
    if (seen.has(former)) continue
    seen.add(former)
    const id = BigInt(former) as AccountId
    const { account, entries } = await openWhole(ports, id)
    const theirs = theirsIn(account, part, { entries, known })
    await eraseInFormer(ports, { of: account, part, known: theirs, seen })
    await eraseMovedOn(ports, id, part, theirs)
  }
}

async function eraseMovedOn(ports: Ports, id: AccountId, part: Part, theirs: Theirs): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const opened = await openWhole(ports, id)
    if (!isThereContentOf(opened.entries, part, theirs)) return
    if ((await append(ports, opened, part, theirs)) === 'appended') return
  }
  throw new Error('an account due for erasure is contended')
}

async function openWhole(ports: Ports, id: AccountId): Promise<OpenedWhole> {
  const loaded = await ports.ledger.load({ by: 'account', account: id }, null)
  // From the entries, not the snapshot: what is erased cannot be told by them again.
  const fromEntries = { ...loaded, account: loaded.account && { ...loaded.account, snapshot: null } }
  const prefix = ports.settings.known().own(swedishDay(ports.now())).cardNumberPrefix
  const { account, adopted } = await openAccount(ports, fromEntries, { id, prefix })
  return { account, adopted, id, entries: await ports.ledger.entriesOf(id), now: notBefore(account, ports.now()) }
}

type OpenedWhole = Pick<Opened, 'account' | 'adopted' | 'id'> & {
  readonly entries: readonly Recorded[]
  readonly now: Moment
}

async function append(ports: Ports, opened: OpenedWhole, part: Part, theirs: Theirs): Promise<Appended> {
  const { account, adopted, id, entries, now } = opened
  const expectedVersion = account.version
  const entry = { ...eraseContent(account, part, { entries, theirs, now }), issued: adopted }
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
