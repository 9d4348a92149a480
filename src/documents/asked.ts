/** What a document is made of: what a viewer has read, the answers of register and directory, and who issues it when. */

import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardView } from '../usecases/cardView.ts'
import type { Directory, Population, Practice } from '../usecases/ports.ts'
import type { Language } from '../words/documents/words.ts'

export type Asked = {
  readonly language: Language
  readonly person: PersonId
  /** As the use case gave them to this viewer, what the viewer may not see already masked (S4); none when there are none. */
  readonly cards: readonly CardView[]
  readonly population: Pick<Population, 'find' | 'isProtected'>
  readonly directory: Pick<Directory, 'nameOf'>
  readonly issuer: { readonly principal: string; readonly provider: string; readonly unit: string }
  /** Null when the region's desk is not known. */
  readonly support: Practice['support'] | null
  readonly at: Moment
}

/** A word and what stands beside it. */
export type Fact = { readonly label: string; readonly value: string }
