/** One kept line to a server on this machine, as light as can be: it writes finished bytes and waits for one whole answer. */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Line = {
  /** Gives the answer's status and body. One call at a time. */
  readonly send: (bytes: Uint8Array) => Promise<Answer>
  readonly end: () => void
}

export type Answer = { readonly status: number; readonly body: string }

const STATUS = { from: 9, to: 12 }

export async function openLine(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await once(socket, 'connect')
  const waiting = reader(socket)
  return {
    send: (bytes) => {
      socket.write(bytes)
      return waiting()
    },
    end: () => socket.destroy(),
  }
}

/** Gives what waits for the next answer. */
function reader(socket: Socket): () => Promise<Answer> {
  let received = ''
  let waiter: PromiseWithResolvers<Answer> | null = null
  const fail = (fault: Error): void => waiter?.reject(fault)
  // Latin-1 keeps one character a byte, so that lengths hold.
  socket.setEncoding('latin1')
  socket.on('error', fail).on('close', () => fail(new Error('the line was closed')))
  socket.on('data', (part) => {
    received += part
    const end = endOfAnswer(received)
    if (end === null) return
    const answer = { status: Number(received.slice(STATUS.from, STATUS.to)), body: received.slice(end.head, end.whole) }
    received = received.slice(end.whole)
    const answered = waiter
    waiter = null
    answered?.resolve(answer)
  })
  return () => {
    waiter = Promise.withResolvers<Answer>()
    return waiter.promise
  }
}

function endOfAnswer(received: string): { readonly head: number; readonly whole: number } | null {
  const head = received.indexOf('\r\n\r\n') + 4
  if (head < 4) return null
  const length = Number(/content-length: (\d+)/i.exec(received.slice(0, head))?.[1])
  if (Number.isNaN(length)) throw new Error('an answer that does not tell its length')
  return received.length < head + length ? null : { head, whole: head + length }
}
