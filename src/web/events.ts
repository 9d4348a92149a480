/** Server-sent events: a line that stays open, with a sign of life now and then, until the browser or the service lets go. */

import type { FastifyReply } from 'fastify'

const ALIVE_MS = 20_000

export function sendEvents(reply: FastifyReply, watch: (send: (event: string) => void) => () => void): FastifyReply {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  raw.write(': open\n\n')
  const stop = watch((event) => raw.write(`event: ${event}\ndata: \n\n`))
  const alive = setInterval(() => raw.write(': alive\n\n'), ALIVE_MS)
  alive.unref()
  const end = (): void => {
    clearInterval(alive)
    stop()
    raw.end()
  }
  raw.once('close', end)
  return reply
}
