/**
 * The SOAP door on HTTP: one address for each operation that has a handler, POST for calls and GET for the description.
 * It decides nothing about what a call means.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FaultReason } from '../soap/fault.ts'
import type { Contract, Operation } from '../soap/form.ts'
import { answererOf } from './answering.ts'
import { contracts } from './contracts.ts'
import { describerOf } from './description.ts'
import { refuseMessage, reportBroken } from './faults.ts'
import { type EfrikortDoorOptions, type HttpAnswer, handlerOf, type Surroundings } from './handlers.ts'
import { passOver } from './passOver.ts'

const MAX_BYTES = 1_048_576
const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/
const XML_TYPES: readonly string[] = ['', 'text/xml', 'application/xml']
const PLAIN_ENCODINGS: readonly string[] = ['', 'identity']

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
    door.setErrorHandler((error, request, reply) =>
      send(reply, answerError(options, error, { correlationId: request.id })),
    )
    for (const contract of contracts)
      for (const operation of Object.values(contract.operations)) serve(door, { contract, operation }, options)
    door.all('/efrikortService/*', (_request, reply) =>
      reply.code(404).type('text/plain; charset=utf-8').send('Det finns ingen sådan tjänst.\n'),
    )
  })
}

/** Gives the path at which an operation answers. */
export const pathOf = ({ name, version }: Operation): string => `/efrikortService/${name}/${version}/rivtabp21`

type Served = { readonly contract: Contract; readonly operation: Operation }

/** Without handler the operation has no address. */
function serve<Caller>(
  door: FastifyInstance,
  { contract, operation }: Served,
  options: EfrikortDoorOptions<Caller>,
): void {
  const handle = handlerOf(options.handlers, operation)
  if (handle === undefined) return
  const answer = answererOf(operation, handle, options)
  const path = pathOf(operation)
  const describe = describerOf(contract, operation, path)
  door.get(path, (request, reply) => {
    const { status, contentType, text } = describe(
      request.query as Record<string, unknown>,
      addressOf(request, door.prefix + path, options),
    )
    if (status === 405) reply.header('allow', 'GET, POST')
    return reply.code(status).type(contentType).send(text)
  })
  const finish = (reply: FastifyReply, { status, xml, ...came }: HttpAnswer): FastifyReply => {
    options.onAnswered?.({ operation: operation.name, version: operation.version, ...came }, reply)
    return send(reply, { status, xml })
  }
  const errorHandler = async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    await passOver(request.raw)
    return finish(reply, answerError(options, error, knownOf(operation, request)))
  }
  door.post(path, { errorHandler }, async (request, reply) => {
    const refused = refuseHeaders(request.headers)
    if (refused !== undefined) return finish(reply, refuseMessage(options, refused, knownOf(operation, request)))
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
    const contentType = request.headers['content-type'] ?? ''
    const post = { body, contentType, soapAction: header(request, 'soapaction') ?? '' }
    return finish(reply, await answer(post, circumstancesOf(operation, request, options)))
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

function refuseHeaders(headers: FastifyRequest['headers']): FaultReason | undefined {
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (mediaType === 'application/soap+xml') return 'soap12'
  if (!PLAIN_ENCODINGS.includes(headers['content-encoding']?.trim().toLowerCase() ?? '')) return 'compressed'
  return XML_TYPES.includes(mediaType) ? undefined : 'wrongContentType'
}

/** The configured address wins: behind a proxy the Host header and the scheme may be the inner ones. */
function addressOf(request: FastifyRequest, path: string, { publicBase }: Surroundings): string {
  if (publicBase !== undefined) return publicBase.replace(/\/+$/, '') + path
  const host = HOST.test(request.host) ? request.host : 'localhost'
  return `${request.protocol}://${host}${path}`
}

/** What Fastify itself refuses before our part: too many bytes, a torn body; or what broke outside the answerer. */
function answerError(options: Surroundings, error: unknown, known: object): HttpAnswer {
  const { code, statusCode } = error as { readonly code?: string; readonly statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuseMessage(options, 'tooLarge', known)
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuseMessage(options, 'wrongContentType', known)
  if (statusCode !== undefined && statusCode < 500) return refuseMessage(options, 'badRequest', known)
  return reportBroken(options, error, known)
}

const send = (reply: FastifyReply, { status, xml }: Pick<HttpAnswer, 'status' | 'xml'>): FastifyReply =>
  reply.code(status).type('text/xml; charset=utf-8').send(xml)
