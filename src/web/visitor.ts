/** What the pages know of who visits them, and how they send to login: the contract with the room "auth", which keeps it. */

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Assignment, StaffAtWork } from '../domain/decisions/staff.ts'

export type Language = 'sv' | 'en'

export type Visitor = {
  /** By the chosen assignment. */
  readonly staff: StaffAtWork
  /** Those in force that can be switched to. */
  readonly assignments: readonly Assignment[]
  /** Stands in every form as the field "csrf". */
  readonly csrf: string
  readonly language: Language
  /** From a person's identity to a reference that is known in this session alone. */
  readonly refer: (person: string) => Promise<string>
  /** Null when the reference is not of this session. */
  readonly personOf: (reference: string) => string | null
  /** A small memory of the session. */
  readonly remember: (key: string, value: unknown) => Promise<void>
  readonly recall: (key: string) => unknown
}

export type Auth = {
  readonly register: (part: FastifyInstance) => void
  /** Null: not logged in, or the session has ended. */
  readonly visitorOf: (request: FastifyRequest) => Promise<Visitor | null>
  readonly loginAddress: (returnTo: string) => string
  /** Keeps what was posted after the session had ended, for the same employee's next login, which leads to the page `returnTo`; gives where to go on. */
  readonly keepForm?: (request: FastifyRequest, returnTo: string) => Promise<string>
}
