/** The entries about groups, as the ledger keeps them (entryCodec.ts): each account's half of a person's move. */

import type { GroupEntry, PersonJoined } from '../domain/account/ledgerEntry.ts'
import { type KeptPortfolio, keepPortfolio, readPortfolio } from './portfolioCodec.ts'
import { type KeptPerson, keepPart, keepPerson, readPart, readPerson } from './snapshotCodec.ts'

/** All that one of them may hold besides what every entry does. */
export type GroupContent = {
  readonly type: GroupEntry['type']
  readonly person: KeptPerson
  readonly principal: GroupEntry['principal']
  readonly to: string
  readonly from: string | null
  readonly action: PersonJoined['action']
  readonly consentOf?: KeptPerson
  readonly members: readonly KeptPerson[]
  readonly cardNumber: string | null
  readonly portfolio: KeptPortfolio
}

/** Takes the entry, and of its content what every entry has. Gives the whole content. */
export function groupContentOf(entry: GroupEntry, every: object): Record<string, unknown> {
  const common = { ...every, by: entry.by, ...keepPart(entry), members: entry.members.map(keepPerson) }
  if (entry.type === 'PersonLeft') return { ...common, to: entry.to }
  const { action, consentOf, from, cardNumber, portfolio } = entry
  const consent = consentOf === undefined ? {} : { consentOf: keepPerson(consentOf) }
  return { ...common, action, ...consent, from, cardNumber, portfolio: keepPortfolio(portfolio) }
}

/** Takes the content, and what has been read of every entry's. Gives the entry. */
export function groupEntryOf(
  content: GroupContent,
  every: Pick<GroupEntry, 'recordedAt' | 'issued' | 'by'>,
): GroupEntry {
  const { type, action, consentOf, from, to, cardNumber } = content
  const common = { ...every, ...readPart(content), members: content.members.map(readPerson) }
  if (type === 'PersonLeft') return { type, ...common, to }
  const consent = consentOf === undefined ? {} : { consentOf: readPerson(consentOf) }
  return { type, ...common, action, ...consent, from, cardNumber, portfolio: readPortfolio(content.portfolio) }
}
