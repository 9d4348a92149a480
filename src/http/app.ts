/** The HTTP server with its doors. It listens nowhere by itself. */

import { randomUUID } from 'node:crypto'
import type { ServerOptions } from 'node:https'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify'
import { handlers3 } from '../contracts/efrikort/operations/handlers3.ts'
import { efrikortDoor } from '../contracts/efrikort/routes.ts'
import { logging } from '../observe/log.ts'
import type { Caller } from '../usecases/checks.ts'
import type { Ports } from '../usecases/ports.ts'
import { demoCaller } from './caller.ts'
import { healthRoutes } from './health.ts'

const REQUEST_PATIENCE_MS = 30_000

/** None repeats the address that was asked for: a caller may have put a person's id in it. */
const NOT_FOUND = 'Det finns inget på den adressen.\n'
const BAD_REQUEST = 'Anropets adress kan inte läsas.\n'
const BROKEN = 'Tjänsten kan inte svara just nu.\n'

/** How callers reach the server, and how it knows them. */
export type Line = {
  /** Null: without TLS. */
  readonly https: ServerOptions | null
  readonly callerOf: (request: FastifyRequest, version: number) => Caller
  /** Whether the connection is to be opened anew for the next call. */
  readonly isOutdated: (request: FastifyRequest) => boolean
}

/** Loopback alone: whoever comes from elsewhere is nobody. */
export const DEMO_LINE: Line = { https: null, callerOf: demoCaller, isOutdated: () => false }

/** An environment besides the installation's own, reached under /environments/NAME. */
export type OtherEnvironment = { readonly name: string; readonly ports: Ports }

/** Takes the ports of the use cases, the other environments, and the line on which it is reached. Gives the server; `close` lets calls under way finish. */
export async function httpApp(
  ports: Ports,
  others: readonly OtherEnvironment[],
  options: { readonly quiet: true } | { readonly logLevel: string },
  line: Line = DEMO_LINE,
): Promise<FastifyInstance> {
  const app = fastify({
    ...(line.https === null ? {} : { https: line.https }),
    logger: 'quiet' in options ? false : logging(options.logLevel),
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_PATIENCE_MS,
    forceCloseConnections: 'idle',
    // Whoever still comes is answered by the contract: a journal system cannot read anything else.
    return503OnClosing: false,
    frameworkErrors: (_error, _request, reply) => {
      plainText(reply, 400, BAD_REQUEST)
    },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
  })
  letCallersGo(app, line)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-correlation-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10
    request.log.info({ method, route: routeOptions.url ?? null, status: reply.statusCode, milliseconds }, 'answered')
  })
  app.setNotFoundHandler((_request, reply) => plainText(reply, 404, NOT_FOUND))
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'a request outside the doors failed')
    return plainText(reply, 500, BROKEN)
  })
  await openDoor(app, ports, { line, prefix: '' })
  for (const { name, ports } of others) await openDoor(app, ports, { line, prefix: `/environments/${name}` })
  return app
}

const SWEEP_MS = 50

/** At the stop every answer tells its caller to come back by another line, and lines on which nobody is answered are closed: none holds it up. */
function letCallersGo(app: FastifyInstance, { isOutdated }: Pick<Line, 'isOutdated'>): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    const sweeping = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
    app.server.once('close', () => clearInterval(sweeping))
  })
  app.addHook('onSend', async (request, reply) => {
    if (isClosing || isOutdated(request)) reply.header('connection', 'close')
  })
}

type Opening = { readonly line: Line; readonly prefix: string }

async function openDoor(app: FastifyInstance, ports: Ports, { line, prefix }: Opening): Promise<void> {
  const surroundings = {
    callerOf: line.callerOf,
    log: app.log,
    newFaultId: randomUUID,
    onInvalid: (notice: object) => app.log.info(notice, 'a message was not of the contract'),
  }
  await app.register(
    async (part) => {
      healthRoutes(part, ports.ledger)
      await efrikortDoor(part, { handlers: handlers3(ports), ...surroundings })
    },
    { prefix },
  )
}

const plainText = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type('text/plain; charset=utf-8').send(text)
