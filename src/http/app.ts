/** The HTTP server with its doors. It listens nowhere by itself. */

import { randomUUID } from 'node:crypto'
import type { ServerOptions } from 'node:https'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify'
import { efrikortHandlers } from '../contracts/efrikort/operations/efrikortHandlers.ts'
import { efrikortDoor } from '../contracts/efrikort/routes.ts'
import { logging } from '../observe/log.ts'
import { type Metrics, openMetrics } from '../observe/metrics.ts'
import type { SystemCaller } from '../usecases/checks.ts'
import type { Ports } from '../usecases/ports.ts'
import { demoCaller } from './caller.ts'
import { healthRoutes } from './health.ts'
import { bookkeeper, countBegun, metricsRoute } from './metrics.ts'
import { answerTorn, HEADERS_PATIENCE_MS, PATIENCE_CHECKED_MS, REQUEST_PATIENCE_MS } from './torn.ts'

/** None repeats the address that was asked for: a caller may have put a person's id in it. */
const NOT_FOUND = 'Det finns inget på den adressen.\n'
const BAD_REQUEST = 'Anropets adress kan inte läsas.\n'
const BROKEN = 'Tjänsten kan inte svara just nu.\n'

/** How callers reach the server, and how it knows them. */
export type Line = {
  /** Null: without TLS. */
  readonly https: ServerOptions | null
  readonly callerOf: (request: FastifyRequest, version: number) => SystemCaller
  /** Whether the connection is to be opened anew for the next call. */
  readonly isOutdated: (request: FastifyRequest) => boolean
}

/** Loopback alone: whoever comes from elsewhere is nobody. */
export const DEMO_LINE: Line = { https: null, callerOf: demoCaller, isOutdated: () => false }

/** An environment besides the installation's own, reached under /environments/NAME. */
export type OtherEnvironment = { readonly name: string; readonly ports: Ports }

/** The web application: it registers its routes on a part of its own, and is told how the line knows calling systems. */
export type WebDoor = (part: FastifyInstance, line: Pick<Line, 'callerOf'>) => void

/** `metrics`: where calls are counted, by several lines together if there are; told at /metrics of one without TLS. */
export type AppOptions = ({ readonly quiet: true } | { readonly logLevel: string }) & {
  readonly metrics?: Metrics
  readonly web?: WebDoor
}

/** Takes the ports of the use cases, the other environments, and the line on which it is reached. Gives the server; `close` lets calls under way finish. */
export async function httpApp(
  ports: Ports,
  others: readonly OtherEnvironment[],
  options: AppOptions,
  line: Line = DEMO_LINE,
): Promise<FastifyInstance> {
  const app = fastify({
    ...(line.https === null ? {} : { https: line.https }),
    logger: 'quiet' in options ? false : logging(options.logLevel),
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_PATIENCE_MS,
    http: { headersTimeout: HEADERS_PATIENCE_MS, connectionsCheckingInterval: PATIENCE_CHECKED_MS },
    clientErrorHandler: (fault, socket) => answerTorn(app.log, fault, socket),
    forceCloseConnections: 'idle',
    // Whoever still comes is answered by the contract: a journal system cannot read anything else.
    return503OnClosing: false,
    frameworkErrors: (_error, request, reply) => {
      // No hook runs for what has no route.
      request.log.info({ method: request.method, route: null, status: 400 }, 'answered')
      plainText(reply.header('x-correlation-id', request.id), 400, BAD_REQUEST)
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
  const metrics = options.metrics ?? openMetrics({ pools: () => [] })
  metrics.watchLine(() => connectionsOf(app))
  if (line.https === null) metricsRoute(app, metrics)
  await openDoor(app, { metrics, line }, { name: OWN_ENVIRONMENT, ports, prefix: '' })
  const { web } = options
  if (web !== undefined) await app.register(async (part) => web(part, line))
  for (const other of others)
    await openDoor(app, { metrics, line }, { ...other, prefix: `/environments/${other.name}` })
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

/** How the installation's own environment is named among others: none can be called so. */
export const OWN_ENVIRONMENT = '(own)'

type Place = OtherEnvironment & { readonly prefix: string }
type Opening = { readonly metrics: Metrics; readonly line: Line }

async function openDoor(
  app: FastifyInstance,
  { metrics, line }: Opening,
  { name, ports, prefix }: Place,
): Promise<void> {
  const surroundings = {
    callerOf: line.callerOf,
    onAnswered: bookkeeper(metrics, { environment: name, ports, callerOf: line.callerOf }),
    log: app.log,
    newFaultId: randomUUID,
    onInvalid: (notice: object) => app.log.info(notice, 'a message was not of the contract'),
  }
  await app.register(
    async (part) => {
      countBegun(part, metrics)
      healthRoutes(part, ports.ledger)
      await efrikortDoor(part, { handlers: efrikortHandlers(ports), ...surroundings })
    },
    { prefix },
  )
}

const connectionsOf = (app: FastifyInstance): Promise<number> =>
  new Promise((resolve, reject) => {
    app.server.getConnections((fault, count) => (fault === null ? resolve(count) : reject(fault)))
  })

const plainText = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type('text/plain; charset=utf-8').send(text)
