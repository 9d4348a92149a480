/** A stand-in for login in tests of the pages: whoever names one of the synthetic staff is logged in as them, each name in a session of its own. */

import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Auth, Visitor } from '../../src/auth/visitor.ts'
import type { Assignment, Staff } from '../../src/domain/decisions/staff.ts'
import { parseHsaId } from '../../src/domain/kernel/hsaId.ts'
import type { Directory } from '../../src/usecases/ports.ts'
import type { Language } from '../../src/words/till/login.ts'

type Session = {
  readonly csrf: string
  readonly people: Map<string, string>
  readonly memory: Map<string, unknown>
}

/** A request tells who visits in this header: an employee's HSA-id, after a semicolon the session's name, then the language. */
export const VISITOR_HEADER = 'x-visitor'

export const csrfOf = (header: string): string => `csrf-${header.split(';').slice(0, 2).join('-')}`

export type StandIn = Auth & {
  /** Puts something into a session's memory, as the login does. */
  readonly put: (header: string, key: string, value: unknown) => void
}

export function standInAuth(directory: Pick<Directory, 'staff'>): StandIn {
  const sessions = new Map<string, Session>()
  const sessionOf = (header: string): Session => {
    const key = header.split(';').slice(0, 2).join(';')
    const known = sessions.get(key) ?? { csrf: csrfOf(header), people: new Map(), memory: new Map() }
    sessions.set(key, known)
    return known
  }
  return {
    register: (_part: FastifyInstance) => undefined,
    put: (header, key, value) => {
      sessionOf(header).memory.set(key, value)
    },
    keepForm: async () => '/logga-in/igen',
    loginAddress: (returnTo) => `/logga-in?returnTo=${encodeURIComponent(returnTo)}`,
    visitorOf: async (request: FastifyRequest) => {
      const header = String(request.headers[VISITOR_HEADER] ?? '')
      const employee = parseHsaId(header.split(';')[0] ?? '')
      const staff = employee === null ? null : directory.staff(employee)
      return staff === null ? null : visitorIn(sessionOf(header), staff, header)
    },
  }
}

function visitorIn({ csrf, people, memory }: Session, staff: Staff, header: string): Visitor {
  const [, , language = 'sv'] = header.split(';')
  return {
    staff: { ...staff, assignment: staff.assignments[0] as Assignment },
    assignments: staff.assignments,
    csrf,
    language: language as Language,
    refer: async (person) => {
      const known = [...people].find(([, one]) => one === person)?.[0]
      const reference = known ?? randomUUID()
      people.set(reference, person)
      return reference
    },
    personOf: (reference) => people.get(reference) ?? null,
    remember: async (key, value) => {
      memory.set(key, JSON.parse(JSON.stringify(value)))
    },
    recall: (key) => memory.get(key),
  }
}
