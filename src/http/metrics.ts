/** /metrics for Prometheus, for this machine alone; and how a call that the door has answered comes into the book. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AnsweredPost } from '../contracts/efrikort/handlers.ts'
import { type Metrics, UNKNOWN_SYSTEM } from '../observe/metrics.ts'
import { type SystemCaller, systemOf } from '../usecases/checks.ts'
import type { Ports } from '../usecases/ports.ts'
import { isLoopback } from './caller.ts'

const MS = 1_000

/** Adds the page to the application. To others it is not there. */
export function metricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', async (request, reply) => {
    if (!isLoopback(request.socket.remoteAddress ?? '')) return reply.callNotFound()
    return reply.type(metrics.contentType).send(await metrics.page())
  })
}

/** Counts the calls that come to a part of the application while they are under way. */
export function countBegun(part: FastifyInstance, { begun }: Metrics): void {
  part.addHook('onRequest', async (request, reply) => {
    if (request.method === 'POST') reply.raw.once('close', begun())
  })
}

type Place = {
  readonly environment: string
  readonly ports: Pick<Ports, 'directory' | 'now'>
  readonly callerOf: (request: FastifyRequest, version: number) => SystemCaller
}

/** Gives what enters each answered call of an environment. Only a system on record is named: whoever calls may tell any name. */
export const bookkeeper =
  ({ answered }: Metrics, { environment, ports, callerOf }: Place) =>
  (post: AnsweredPost, reply: FastifyReply): void => {
    const system = systemOf(ports, callerOf(reply.request, post.version), ports.now())?.id ?? UNKNOWN_SYSTEM
    answered({ ...post, environment, system, seconds: reply.elapsedTime / MS })
  }
