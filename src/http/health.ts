/** /health/live: the process answers. /health/ready: it can also reach the ledger, and is not about to stop. */

import type { FastifyInstance } from 'fastify'
import type { Ledger } from '../usecases/ledgerPort.ts'

const PATIENCE_MS = 2_000

/** Adds both to the application. */
export function healthRoutes(app: FastifyInstance, ledger: Pick<Ledger, 'ping'>): void {
  app.get('/health/live', async () => ({ status: 'live' }))
  app.get('/health/ready', async (_request, reply) => {
    const isReady = await answersInTime(ledger)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'the ledger does not answer' })
  })
}

async function answersInTime(ledger: Pick<Ledger, 'ping'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false)
  })
  const answer = ledger.ping().then(
    () => true,
    () => false,
  )
  const isReady = await Promise.race([answer, tooLate])
  clearTimeout(timer)
  return isReady
}
