/** The contract between login and pages: who the visitor is, and what the pages ask of the login. */

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Assignment, StaffAtWork } from '../domain/decisions/staff.ts'
import type { Language } from '../words/till/login.ts'

export type Visitor = {
  /** By the chosen assignment. */
  readonly staff: StaffAtWork
  /** Those in force that can be switched to. */
  readonly assignments: readonly Assignment[]
  /** To stand in every form as the field "csrf". */
  readonly csrf: string
  readonly language: Language
  /** Takes a person's identity as typed and normalised. Gives the reference by which pages name the person within the session. */
  readonly refer: (person: string) => Promise<string>
  /** Null when the reference is unknown in this session. */
  readonly personOf: (reference: string) => string | null
  /** Small memory of the session, for instance a half-filled form; null forgets. */
  readonly remember: (key: string, value: unknown) => Promise<void>
  /** Null when nothing is remembered. */
  readonly recall: (key: string) => unknown
}

export type Auth = {
  /** Login, callback, logout, choosing and switching assignment, language; and the guard (headers, CSRF) over every route of the part. */
  readonly register: (part: FastifyInstance) => void
  /** Null: not logged in, or the session has ended, or no assignment is chosen. */
  readonly visitorOf: (request: FastifyRequest) => Promise<Visitor | null>
  /** Where to send one who is not logged in. */
  readonly loginAddress: (returnTo: string) => string
  /**
   * Keeps what was posted when the session had ended, for the same employee's next login. That leads to `returnTo`, a page that fills its form
   * in again by `keptForm`; null: to a page of ours, where it can be sent as it stands. Gives the address of the page that says so.
   */
  readonly keepForm: (request: FastifyRequest, returnTo: string | null) => Promise<string>
}
