/**
 * Opens an account for one who only reads: with a line in the access log (S6). Cards that newer settings have made (R5) and
 * nobody has been told of yet are recorded first, so that they are known by the same identity from then on.
 */

import type { HsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { ok } from '../domain/kernel/result.ts'
import type { AccessLine, Address, Loaded } from './ledgerPort.ts'
import { noteOthers } from './noteOthers.ts'
import { NOT_A_CALL } from './once.ts'
import { type Opened, openAccount } from './openAccount.ts'
import { perform } from './perform.ts'
import type { Decide } from './performance.ts'
import type { Ports } from './ports.ts'

type Reading = { readonly address: Address; readonly principal: HsaId; readonly line: AccessLine }

/** Null when there is no account. The settings of now are known when it answers. Everyone who shares the account has a line too. */
export async function openToRead(ports: Ports, { address, principal, line }: Reading): Promise<Opened | null> {
  const opened = await open(ports, await ports.ledger.read(address, line), principal, line.at)
  if (opened === null) return null
  await noteOthers(ports, opened.account, { line, noted: [] })
  if (opened.adopted.length === 0) return opened
  await perform(ports, adoption(address, principal, line), adopt)
  return open(ports, await ports.ledger.load(address, null), principal, line.at)
}

async function open(ports: Ports, loaded: Loaded, principal: HsaId, now: Moment): Promise<Opened | null> {
  const settings = await ports.settings.atLeast(loaded.settingsVersion)
  if (loaded.account === null) return null
  const prefix = settings.principal(principal, swedishDay(now))?.cardNumberPrefix ?? ''
  return openAccount(ports, loaded, { id: loaded.account.id, prefix })
}

/** The line has been written by the reading; this writes nothing about a person that it did not know. */
const adoption = (
  address: Address,
  principal: HsaId,
  { system, employee, provider, unit, assignment }: AccessLine,
) => ({
  address,
  act: 'adoptSettings' as const,
  principal,
  by: { system, employee, provider, unit },
  assignment,
  reach: 'provider' as const,
  subject: () => null,
  reason: null,
  once: NOT_A_CALL,
})

/** Nothing but what the settings have made. */
const adopt: Decide = () => ok({ entry: null, notices: [], card: null })
