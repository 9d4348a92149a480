/**
 * Hands documents to threads that set them, so many at once and no more; the others wait their turn. The first thread starts with the first
 * document, so that a service that prints nothing carries no compiler. An idle thread keeps no process alive.
 */

import { Worker } from 'node:worker_threads'
import type { Answer, Order } from './worker.ts'

export type Typesetter = {
  readonly set: (order: Order) => Promise<Uint8Array>
  /** How many threads there are, how many of them work, and how many documents wait. */
  readonly busy: () => { readonly threads: number; readonly working: number; readonly waiting: number }
}

type Waiting = {
  readonly order: Order
  readonly resolve: (pdf: Uint8Array) => void
  readonly reject: (fault: Error) => void
}

/** Takes how many documents may be set at once, and the thread's program. */
export function typesetter(most: number, program: URL): Typesetter {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const working = new Map<Worker, Waiting>()

  const proceed = (): void => {
    while (waiting.length > 0 && working.size < most) give(idle.pop() ?? started(), waiting.shift() as Waiting)
  }
  const give = (worker: Worker, one: Waiting): void => {
    working.set(worker, one)
    worker.ref()
    worker.postMessage(one.order)
  }
  const started = (): Worker => {
    const worker = new Worker(program, { execArgv: [] })
    worker.on('message', (answer: Answer) => done(worker, answer))
    worker.on('error', (fault) => lost(worker, fault as Error))
    worker.on('exit', () => lost(worker, new Error('the thread that sets documents ended')))
    return worker
  }
  const done = (worker: Worker, answer: Answer): void => {
    const one = working.get(worker)
    working.delete(worker)
    worker.unref()
    idle.push(worker)
    if ('pdf' in answer) one?.resolve(answer.pdf)
    else one?.reject(new Error(answer.fault))
    proceed()
  }
  /** What it was at is refused; the next document gets a new thread. */
  const lost = (worker: Worker, fault: Error): void => {
    working.get(worker)?.reject(fault)
    working.delete(worker)
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
    proceed()
  }
  return {
    set: (order) =>
      new Promise((resolve, reject) => {
        waiting.push({ order, resolve, reject })
        proceed()
      }),
    busy: () => ({ threads: idle.length + working.size, working: working.size, waiting: waiting.length }),
  }
}
