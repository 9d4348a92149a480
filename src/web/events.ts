/** Server-sent events: a line that stays open, with a sign of life now and then, until the browser or the service lets go, or its time is over: then the browser asks anew, and must still be logged in. */

import type { FastifyReply } from 'fastify'

const ALIVE_MS = 20_000
const LONGEST_MS = 600_000

/** The lines that are open, each known by how it is ended: a service that stops ends them all. */
export type OpenLines = Set<() => void>

type Watching = (send: (event: string) => void) => () => void

export function sendEvents(reply: FastifyReply, lines: OpenLines, watch: Watching): FastifyReply {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 1000\n\n')
  const stop = watch((event) => raw.write(`event: ${event}\ndata: \n\n`))
  const alive = setInterval(() => raw.write(': alive\n\n'), ALIVE_MS).unref()
  const last = setTimeout(() => raw.end(), LONGEST_MS).unref()
  const end = (): void => {
    clearInterval(alive)
    clearTimeout(last)
    stop()
    lines.delete(end)
    raw.end()
  }
  lines.add(end)
  raw.once('close', end)
  return reply
}
