/** How a page is declared: where it is, what it does, and what it answers. The door does the rest. */

import type { Visitor } from '../auth/visitor.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { StaffAct } from '../domain/decisions/staff.ts'
import type { Html } from '../markup/html.ts'
import type { Ports } from '../usecases/ports.ts'
import type { TillWords } from '../words/till/sv.ts'

/** What was posted or asked, by name; of several of one name the first. */
export type Told = Readonly<Record<string, string>>

export type Asked = {
  readonly ports: Ports
  readonly visitor: Visitor
  readonly words: TillWords
  /** Whether there is a page at the address, as it is declared. */
  readonly hasPage: (address: string) => boolean
  /** Named parts of the address. */
  readonly params: Told
  readonly query: Told
  readonly posted: Told
}

export type Answer =
  | {
      readonly kind: 'page'
      readonly title: string
      readonly body: Html
      /** 200 unless told; 422 for a form that must be put right. */
      readonly status?: number
    }
  /** Only to an address of ours, with no person's identity in it. */
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'refusal'; readonly refusal: Refusal; readonly back?: string }
  /** A part of a page, for the client's scripts. */
  | { readonly kind: 'fragment'; readonly body: Html }
  | {
      readonly kind: 'document'
      readonly type: string
      /** Of the file; it holds no identity. */
      readonly name: string
      readonly bytes: Uint8Array
      /** To be kept as a file rather than looked at. */
      readonly isToKeep?: true
    }
  /** Stays open; `watch` sends by what it is given, and gives how to stop. */
  | { readonly kind: 'events'; readonly watch: (send: (event: string) => void) => () => void }
  /** A reference that is not of this session, or a fee that is not the patient's. */
  | { readonly kind: 'missing' }

export type Page = {
  readonly method: 'GET' | 'POST'
  readonly address: string
  /** What one must be allowed to do; null where being logged in is enough. The use case refuses anyway. */
  readonly act: StaffAct | null
  /** False for what a script posts by itself: nothing of it is kept when the session has ended. */
  readonly isKept?: false
  /** Where it stands in the menu; absent: not there. */
  readonly menu?: keyof TillWords['menu']
  /** A number that stands beside it in the menu; null for none. */
  readonly tally?: (asking: Pick<Asked, 'ports' | 'visitor'>) => Promise<number | null>
  readonly answer: (asked: Asked) => Promise<Answer>
}
