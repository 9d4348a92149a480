/**
 * Opens an account for one who only reads: with a line in the access log (S6). Cards that newer settings have made (R5) and
 * nobody has been told of yet are recorded first, so that they are known by the same identity from then on.
 */

import { recordInAccount } from '../domain/account/recordInAccount.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { ok } from '../domain/kernel/result.ts'
import type { AccessLine, Address, Loaded } from './ledgerPort.ts'
import { NOT_A_CALL } from './once.ts'
import { type Opened, openAccount } from './openAccount.ts'
import { type Decide, perform } from './perform.ts'
import type { Ports } from './ports.ts'

/** Null when there is no account. */
export async function openToRead(
  ports: Ports,
  { address, principal, line }: { readonly address: Address; readonly principal: HsaId; readonly line: AccessLine },
): Promise<Opened | null> {
  const opened = await open(ports, await ports.ledger.read(address, line), principal, line.at)
  if (opened === null || opened.adopted.length === 0) return opened
  await perform(ports, adoption(address, principal, line), adopt)
  return open(ports, await ports.ledger.load(address, null), principal, line.at)
}

async function open(ports: Ports, loaded: Loaded, principal: HsaId, now: Moment): Promise<Opened | null> {
  if (loaded.account === null) return null
  const prefix = ports.settings.known().principal(principal, swedishDay(now))?.cardNumberPrefix ?? ''
  return openAccount(ports, loaded, { id: loaded.account.id, prefix })
}

/** The line has been written by the reading; this writes nothing about a person that it did not know. */
const adoption = (address: Address, principal: HsaId, { system, employee, provider, unit }: AccessLine) => ({
  address,
  act: 'adoptSettings' as const,
  principal,
  by: { system, employee, provider, unit },
  subject: () => null,
  reason: null,
  once: NOT_A_CALL,
})

const adopt: Decide = (account, { now }) => {
  const entry = { type: 'SettingsAdopted', recordedAt: now, issued: [] } as const
  recordInAccount(account, entry, [])
  return ok({ entry, notices: [], card: null })
}
