/**
 * The SOAP door on HTTP: one address for each operation that has a handler, POST for calls and GET for the description.
 * It decides nothing about what a call means.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FaultReason } from '../soap/fault.ts'
import type { Operation } from '../soap/form.ts'
import { type Answerer, answererOf, type HttpAnswer } from './answering.ts'
import { describerOf } from './description.ts'
import { refuseMessage, reportBroken } from './faults.ts'
import type { EfrikortDoorOptions, Handler, Surroundings } from './handlers.ts'
import { version3 } from './version3.ts'

const MAX_BYTES = 1_048_576
const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/
const XML_TYPES: readonly string[] = ['', 'text/xml', 'application/xml']

/**
 * Adds the door to a Fastify application, or to a part of it that has a prefix, in a scope of its own: body parsers and error
 * answers do not leak out.
 */
export async function efrikortDoor<Caller>(app: FastifyInstance, options: EfrikortDoorOptions<Caller>): Promise<void> {
  await app.register(async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    door.setErrorHandler((error, request, reply) => send(reply, answerError(options, error, request)))
    for (const operation of Object.values<Operation>(version3.operations)) {
      const handle = (options.handlers as Readonly<Record<string, Handler<Operation, Caller> | undefined>>)[
        operation.name
      ]
      if (handle !== undefined) serve(door, operation, answererOf(operation, handle, options), options)
    }
    door.all('/efrikortService/*', (_request, reply) =>
      reply.code(404).type('text/plain; charset=utf-8').send('Det finns ingen sådan tjänst.\n'),
    )
  })
}

/** Gives the path at which an operation answers. */
export const pathOf = ({ name, version }: Operation): string => `/efrikortService/${name}/${version}/rivtabp21`

function serve<Caller>(
  door: FastifyInstance,
  operation: Operation,
  answer: Answerer<Caller>,
  options: EfrikortDoorOptions<Caller>,
): void {
  const path = pathOf(operation)
  const describe = describerOf(version3, operation, path)
  door.get(path, (request, reply) => {
    const { status, contentType, text } = describe(
      request.query as Record<string, unknown>,
      addressOf(request, door.prefix + path, options),
    )
    if (status === 405) reply.header('allow', 'GET, POST')
    return reply.code(status).type(contentType).send(text)
  })
  door.post(path, async (request, reply) => {
    const contentType = request.headers['content-type'] ?? ''
    const refused = wrongType(contentType)
    if (refused !== undefined) return send(reply, refuseMessage(options, refused, knownOf(operation, request)))
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
    const post = { body, contentType, soapAction: header(request, 'soapaction') ?? '' }
    return send(reply, await answer(post, circumstancesOf(operation, request, options)))
  })
}

const knownOf = ({ name, version }: Operation, { id }: FastifyRequest): object => ({
  operation: name,
  version,
  correlationId: id,
})

function circumstancesOf<Caller>(
  { version }: Operation,
  request: FastifyRequest,
  { callerOf }: EfrikortDoorOptions<Caller>,
) {
  const idempotencyKey = header(request, 'idempotency-key')?.trim() || undefined
  return { callerOf: () => callerOf(request, version), idempotencyKey, correlationId: request.id }
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

function wrongType(contentType: string): FaultReason | undefined {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (mediaType === 'application/soap+xml') return 'soap12'
  return XML_TYPES.includes(mediaType) ? undefined : 'wrongContentType'
}

/** The configured address wins: behind a proxy the Host header and the scheme may be the inner ones. */
function addressOf(request: FastifyRequest, path: string, { publicBase }: Surroundings): string {
  if (publicBase !== undefined) return publicBase.replace(/\/+$/, '') + path
  const host = HOST.test(request.host) ? request.host : 'localhost'
  return `${request.protocol}://${host}${path}`
}

/** What Fastify itself refuses before our part: too many bytes, a torn body; or what broke outside the answerer. */
function answerError(options: Surroundings, error: unknown, request: FastifyRequest): HttpAnswer {
  const { code, statusCode } = error as { readonly code?: string; readonly statusCode?: number }
  const known = { correlationId: request.id }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuseMessage(options, 'tooLarge', known)
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuseMessage(options, 'wrongContentType', known)
  if (statusCode !== undefined && statusCode < 500) return refuseMessage(options, 'badRequest', known)
  return reportBroken(options, error, known)
}

const send = (reply: FastifyReply, { status, xml }: HttpAnswer): FastifyReply =>
  reply.code(status).type('text/xml; charset=utf-8').send(xml)
