/** Reads what remains of a body that is refused, and throws it away: a line closed under one who is still writing takes the answer with it. */

import type { IncomingMessage } from 'node:http'

/** Who writes on and on is not waited for. */
const MOST_BYTES = 16_777_216

/** Settles when the body is through, its sender gone, or too much of it has come. */
export function passOver(body: IncomingMessage): Promise<void> {
  if (body.readableEnded || body.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let passed = 0
    const count = (part: Uint8Array): void => {
      passed += part.byteLength
      if (passed > MOST_BYTES) done()
    }
    const done = (): void => {
      body.off('data', count)
      resolve()
    }
    body.on('data', count).once('end', done).once('close', done).once('error', done)
  })
}
