/** The fees of a card as a table of words: one line a fee that counts, in care order, with what the viewer may see of it. */

import type { FeeId } from '../domain/law/careOrder.ts'
import type { FeeShare } from '../domain/law/due.ts'
import type { CardView, FeeRow } from '../usecases/cardView.ts'
import type { Directory } from '../usecases/ports.ts'
import type { DocumentWords } from '../words/documents/words.ts'
import { identityInDigits } from './patient.ts'

export type Column = { readonly key: keyof DocumentWords['columns']; readonly heading: string }

export type FeeLine = {
  /** One for each column. */
  readonly cells: readonly string[]
  /** What of the amount is overcharged, in words; null when nothing is, or the viewer may not see it. */
  readonly note: string | null
}

export type FeeTable = { readonly columns: readonly Column[]; readonly lines: readonly FeeLine[] }

export type Table = {
  readonly words: DocumentWords
  readonly directory: Pick<Directory, 'nameOf'>
  /** No provider and no unit may stand on the paper (S5). */
  readonly isDiscreet: boolean
}

export function feeTable(view: CardView, table: Table): FeeTable {
  const { words } = table
  const rows = view.rows.filter(counts)
  const amount = rows.some((row) => row.amount % 100 !== 0) ? words.figures.kronorAndOre : words.figures.kronor
  const columns = columnsOf(view, table)
  const cellsOf = (row: FeeRow): Readonly<Record<Column['key'], string>> => ({
    visit: words.figures.date(row.visit),
    whom: identityInDigits(row.person),
    ...takenBy(row, table),
    amount: amount(row.amount),
  })
  return {
    columns,
    lines: rows.map((row) => {
      const cells = cellsOf(row)
      return { cells: columns.map(({ key }) => cells[key]), note: noteOf(row, view, words) }
    }),
  }
}

/** A fee that was replaced or annulled is history, and not part of what was paid. */
export const counts = ({ shown }: FeeRow): boolean => shown.kind !== 'whole' || shown.status === 'ACTIVE'

function columnsOf({ persons }: CardView, { words, isDiscreet }: Table): Column[] {
  const keys: readonly Column['key'][] = [
    'visit',
    ...(persons.length > 1 ? (['whom'] as const) : []),
    ...(isDiscreet ? [] : (['provider', 'unit'] as const)),
    'amount',
  ]
  return keys.map((key) => ({ key, heading: words.columns[key] }))
}

/** S4: whole, or under a mask. */
export function takenBy({ shown }: FeeRow, { words, directory }: Omit<Table, 'isDiscreet'>) {
  if (shown.kind !== 'whole') return { provider: words.masks[shown.kind], unit: '' }
  const named = ({ id, text }: { id: Parameters<Directory['nameOf']>[0] | null; text: string }): string =>
    (id === null ? null : directory.nameOf(id)) ?? text
  return { provider: named(shown.careProvider), unit: shown.careUnit === null ? '' : named(shown.careUnit) }
}

function noteOf({ id, shown }: FeeRow, { card }: CardView, words: DocumentWords): string | null {
  const overcharged = shareOf(card.shares, id)?.overcharged ?? 0
  return shown.kind === 'whole' && overcharged > 0
    ? words.partOvercharged(words.figures.kronor(overcharged as FeeShare['overcharged']))
    : null
}

export const shareOf = (shares: readonly FeeShare[], id: FeeId): FeeShare | undefined =>
  shares.find(({ fee }) => fee.id === id)
