/**
 * What a verification comes to: what was verified, or the first thing that does not hold. An account is named by its number and an
 * entry by its version; a person is never named.
 */

/** The last seal of a folder: that newer ones have not been taken away, only one who remembers it can tell. */
export type LastSeal = { readonly folder: string; readonly number: number; readonly sealedAt: string }

export type Verified = {
  readonly accounts: number
  readonly entries: number
  /** Contents that an erasure has taken, and says so. */
  readonly erased: number
  readonly snapshots: number
  /** Snapshots of an older form, which nobody reads: counted, not compared. */
  readonly olderSnapshots: number
  readonly seals: number
  /** Lines of seals compared with the entries they name. */
  readonly sealedHeads: number
  readonly lastSeals: readonly LastSeal[]
}

/** Who knows an entry or account that is no more. */
export type KnownBy = 'account' | 'content' | 'outbox' | 'seal' | 'entry' | 'person'

type OfAccount<Kind extends string> = { readonly kind: Kind; readonly account: bigint }
type OfEntry<Kind extends string> = OfAccount<Kind> & { readonly version: number }
type OfSeal<Kind extends string> = { readonly kind: Kind; readonly folder: string; readonly number: number }

export type Fault =
  /** A gap: a later entry of the account is there. */
  | OfEntry<'EntryRemoved'>
  /** What was recorded as this version stands as another. */
  | (OfEntry<'EntryMoved'> & { readonly standsAs: number })
  /** Link, kind or moment is not what was recorded. */
  | OfEntry<'LinkChanged'>
  /** Content or salt is not what was recorded. */
  | OfEntry<'ContentChanged'>
  | OfEntry<'VisitDateChanged'>
  /** No erasure of the account says that it has taken it. */
  | OfEntry<'ContentRemoved'>
  | OfEntry<'ErasedContentStands'>
  | (OfEntry<'TailCut'> & { readonly knownBy: KnownBy })
  | (OfAccount<'AccountRemoved'> & { readonly knownBy: KnownBy })
  /** The account's version or head is behind its entries. */
  | OfEntry<'HeadChanged'>
  /** The content cannot be read, or the entry cannot have happened after those before it. */
  | OfEntry<'EntryRefused'>
  | OfEntry<'SnapshotDiffers'>
  /** A person leads to the account whom its entries do not tell, or by another card type. */
  | OfAccount<'PersonNotTold'>
  /** A person whom the entries tell does not lead to the account. */
  | OfAccount<'PersonMissing'>
  | OfSeal<'SealMissing'>
  /** The file is not as it was signed, or does not follow the one before it. */
  | OfSeal<'SealChanged'>
  | OfSeal<'SealOfUnknownKey'>
  /** The ledger's entry is another than the one that was sealed. */
  | (OfEntry<'SealedOtherwise'> & { readonly folder: string; readonly number: number })

export type Verdict =
  | { readonly holds: true; readonly verified: Verified }
  | { readonly holds: false; readonly fault: Fault }
