/** A verdict in plain English for the operator. It names accounts and versions, and no person. */

import { whole } from './progress.ts'
import type { Fault, KnownBy, Verified } from './verdict.ts'

/** What was verified, a line each. */
export function verifiedLines(verified: Verified): readonly string[] {
  const { accounts, entries, erased, snapshots, olderSnapshots, seals, sealedHeads, lastSeals } = verified
  return [
    `The ledger holds. Entries, each linked to the one before it: ${whole(entries)}, in accounts: ${whole(accounts)}.`,
    `Contents erased, as an entry says for each: ${whole(erased)}; every other is as it was recorded.`,
    `Snapshots that are what their entries come to: ${whole(snapshots)}.`,
    ...(olderSnapshots > 0 ? [`Snapshots of an older form, which is not read: ${whole(olderSnapshots)}.`] : []),
    seals === 0
      ? 'Seals: none. An account or a tail that has been cut off whole would not be seen.'
      : `Seals, each whole and in its place: ${whole(seals)}; heads in them, each in the ledger: ${whole(sealedHeads)}.`,
    ...lastSeals.map(
      ({ folder, number, sealedAt }) => `The last seal in ${folder} is number ${number}, of ${sealedAt}.`,
    ),
  ]
}

/** The first thing that does not hold. */
export function faultSentence(fault: Fault): string {
  switch (fault.kind) {
    case 'EntryRemoved':
      return `${entryOf(fault)} is gone, though later ones are there.`
    case 'EntryMoved':
      return `${entryOf(fault)} stands as version ${fault.standsAs}: entries have changed places.`
    case 'LinkChanged':
      return `${entryOf(fault)} is not as it was linked: its kind, its moment or its link has been changed.`
    case 'ContentChanged':
      return `${entryOf(fault)} does not have the content it was recorded with: content or salt has been changed.`
    case 'VisitDateChanged':
      return `${entryOf(fault)} has another visit date beside its content than in it.`
    case 'ContentRemoved':
      return `${entryOf(fault)} has no content, and no erasure of the account says that it took it.`
    case 'ErasedContentStands':
      return `${entryOf(fault)} has content, though an erasure of the account says that it took it.`
    case 'TailCut':
      return `${entryOf(fault)} is gone, and it was the last or all later ones are gone too: ${knows(fault.knownBy)}.`
    case 'AccountRemoved':
      return `${accountOf(fault)} is gone: ${knows(fault.knownBy)}.`
    case 'HeadChanged':
      return `${accountOf(fault)} has another version or head than its last entry, version ${fault.version}.`
    case 'EntryRefused':
      return `${entryOf(fault)} cannot be read, or cannot have happened after those before it.`
    case 'SnapshotDiffers':
      return `${accountOf(fault)} has another snapshot than its ${fault.version} entries come to.`
    case 'PersonNotTold':
      return `${accountOf(fault)} is reached by a person or a card type that its entries do not tell.`
    case 'PersonMissing':
      return `${accountOf(fault)} is not reached by a person whom its entries tell.`
    case 'SealMissing':
      return `Seal ${fault.number} is missing in ${fault.folder}.`
    case 'SealChanged':
      return `Seal ${fault.number} in ${fault.folder} is not as it was signed, or does not follow the one before it.`
    case 'SealOfUnknownKey':
      return `Seal ${fault.number} in ${fault.folder} is signed by a key that was not given.`
    case 'SealedOtherwise':
      return `${entryOf(fault)} is another than the one in seal ${fault.number} of ${fault.folder}: its chain was made anew.`
  }
}

const SETTINGS = -1n

const accountOf = ({ account }: { readonly account: bigint }): string =>
  account === SETTINGS ? 'The account of the settings (-1)' : `Account ${account}`

const entryOf = (entry: { readonly account: bigint; readonly version: number }): string =>
  `${accountOf(entry)}, version ${entry.version},`

function knows(knownBy: KnownBy): string {
  switch (knownBy) {
    case 'account':
      return 'the account still counts it'
    case 'content':
      return 'a content is still there'
    case 'outbox':
      return 'it still waits in the outbox'
    case 'seal':
      return 'a seal names it'
    case 'entry':
      return 'its entries, or others that rest on it, are still there'
    case 'person':
      return 'a person still leads to it'
  }
}
