/** The HTTP server with its doors. It listens nowhere by itself. */

import { randomUUID } from 'node:crypto'
import { type FastifyInstance, type FastifyReply, fastify, LogController } from 'fastify'
import { handlers3 } from '../contracts/efrikort/operations/handlers3.ts'
import { efrikortDoor } from '../contracts/efrikort/routes.ts'
import { logging } from '../observe/log.ts'
import type { Ports } from '../usecases/ports.ts'
import { demoCaller } from './caller.ts'
import { healthRoutes } from './health.ts'

const REQUEST_PATIENCE_MS = 30_000

/** None repeats the address that was asked for: a caller may have put a person's id in it. */
const NOT_FOUND = 'Det finns inget på den adressen.\n'
const BAD_REQUEST = 'Anropets adress kan inte läsas.\n'
const BROKEN = 'Tjänsten kan inte svara just nu.\n'

/** Takes the ports of the use cases. Gives the server; `close` lets calls under way finish. */
export async function httpApp(
  ports: Ports,
  options: { readonly quiet: true } | { readonly logLevel: string },
): Promise<FastifyInstance> {
  const app = fastify({
    logger: 'quiet' in options ? false : logging(options.logLevel),
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_PATIENCE_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, _request, reply) => {
      plainText(reply, 400, BAD_REQUEST)
    },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
  })
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
  healthRoutes(app, ports.ledger)
  await efrikortDoor(app, {
    handlers: handlers3(ports),
    callerOf: demoCaller,
    log: app.log,
    newFaultId: randomUUID,
    onInvalid: (notice) => app.log.info(notice, 'a message was not of the contract'),
  })
  return app
}

const plainText = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type('text/plain; charset=utf-8').send(text)
