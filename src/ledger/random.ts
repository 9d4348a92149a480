/** Random bytes that nobody can guess, drawn from the system some thousand at a time: each draw by itself costs more than what it is for. */

import { randomFillSync } from 'node:crypto'

const DRAWN_AT_ONCE = 4_096

let drawn = Buffer.alloc(0)
let used = 0

/** Gives so many bytes, each given once. */
export function randomBytes(count: number): Buffer {
  if (used + count > drawn.length) {
    drawn = randomFillSync(Buffer.allocUnsafeSlow(DRAWN_AT_ONCE))
    used = 0
  }
  used += count
  return drawn.subarray(used - count, used)
}
