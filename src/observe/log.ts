/**
 * Structured log: one JSON object a line on standard error. What a request carries (body, query, person) never comes here:
 * a line tells route, status, time and ids of our own.
 */

import type { FastifyServerOptions } from 'fastify'

type Logger = Exclude<FastifyServerOptions['logger'], boolean | undefined>

/** Fastify's logger, with what it tells of a request and an error cut to what may be told. */
export const logging = (level: string): Logger =>
  ({
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level: string) => ({ level }) },
    stream: process.stderr,
    serializers: {
      req: (request) => ({ method: request.method, path: (request.url ?? '').split('?', 1)[0] }),
      res: (reply) => ({ status: reply.statusCode }),
      err: (error) => ({ type: error.name, message: error.code ?? '', stack: framesOf(error.stack) }),
    },
  }) as Logger

/** The places of a stack, without its message: a driver's message may quote what it was given. */
const framesOf = (stack: string | undefined): string =>
  (stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
