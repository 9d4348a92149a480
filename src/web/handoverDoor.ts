/**
 * Where journal systems hand a patient over, so that no identity stands in an address. A clerk's browser posts a form from the journal's
 * page, and is led on by a reference; or the system itself asks for the reference. Both change nothing for anybody, and nothing of what
 * was sent is repeated or logged.
 */

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RefusalKind } from '../domain/decisions/refusals.ts'
import type { SystemCaller } from '../usecases/checks.ts'
import { handOver, keepHandover } from '../usecases/handOver.ts'
import type { Ports } from '../usecases/ports.ts'

export type HandoverDoor = {
  readonly ports: Ports
  readonly callerOf: (request: FastifyRequest, version: number) => SystemCaller
  /** Where browsers reach the web application, without a slash at the end. */
  readonly address: (request: FastifyRequest) => string
}

const LARGEST = 4_096
const LONGEST_IDENTITY = 40
const NEWEST_VERSION = 3
const FROM_OTHERS = { bodyLimit: LARGEST, config: { takesOtherSites: true } } as const

export function handoverDoor(part: FastifyInstance, door: HandoverDoor): void {
  part.register(async (own) => {
    // A parser's complaint may quote what it could not read; here it is read as text, and never complained of.
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    own.setErrorHandler(unread)
    own.post('/oppna', FROM_OTHERS, (request, reply) => fromBrowser(door, request, reply))
    own.post('/oppna/referens', FROM_OTHERS, (request, reply) => fromSystem(door, request, reply))
  })
}

/** What was typed is read when it is opened, by the patterns of the region that whoever opens it works for. */
async function fromBrowser({ ports }: HandoverDoor, { body }: FastifyRequest, reply: FastifyReply) {
  const person = personIn(new URLSearchParams(String(body ?? '')).get('person'))
  return reply.redirect(person === null ? '/' : addressOf(await keepHandover(ports, person)), 303)
}

async function fromSystem({ ports, callerOf, address }: HandoverDoor, request: FastifyRequest, reply: FastifyReply) {
  const person = personIn(fieldOf(request.body))
  if (person === null) return reply.code(400).send({ refusal: 'PersonMissing' })
  const handed = await handOver(ports, { caller: callerOf(request, NEWEST_VERSION), person })
  if (handed.ok) return reply.send({ address: `${address(request)}${addressOf(handed.value)}` })
  return reply.code(statusOf(handed.refusal.kind)).send({ refusal: handed.refusal.kind })
}

const statusOf = (kind: RefusalKind): number => (kind === 'SystemUnknown' ? 401 : 403)

const addressOf = (reference: string): string => `/oppna/${reference}`

function fieldOf(body: unknown): unknown {
  try {
    const told: unknown = JSON.parse(String(body))
    return typeof told === 'object' && told !== null ? (told as Readonly<Record<string, unknown>>)['person'] : null
  } catch {
    return null
  }
}

/** Null for what nobody is called. */
function personIn(told: unknown): string | null {
  const text = typeof told === 'string' ? told.trim() : ''
  return text === '' || text.length > LONGEST_IDENTITY ? null : text
}

const FIRST_OF_OURS = 500

/** Too large, or broken off: nothing to read. A fault of ours goes on to whoever logs it. */
function unread(fault: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode = FIRST_OF_OURS } = fault
  if (statusCode >= FIRST_OF_OURS) throw fault
  return reply.code(statusCode).send({ refusal: 'PersonMissing' })
}
