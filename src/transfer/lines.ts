/** The lines of a file, as bytes, each with where it stands: some at a time, never the whole file, and none longer than a limit in memory. */

import type { FileHandle } from 'node:fs/promises'

export type FileLine = {
  /** From 1. */
  readonly number: number
  /** Where in the file it begins, and where the next one does. */
  readonly from: number
  readonly through: number
  /** Without line break and byte order mark; null when it is longer than the limit. */
  readonly bytes: Buffer | null
}

/** Where a line begins. */
export type Place = { readonly offset: number; readonly number: number }

export const START: Place = { offset: 0, number: 1 }

const LONGEST_LINE_BYTES = 1_048_576
const CHUNK_BYTES = 262_144
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const BYTE_ORDER_MARK = Buffer.from('\ufeff', 'utf8')

/** Takes an open file and the place of a line. Gives what lines each chunk of the file has ended, in order. `onBytes` sees every chunk. */
export async function* linesOf(
  file: FileHandle,
  start: Place,
  onBytes: (bytes: Buffer) => void = () => undefined,
): AsyncGenerator<readonly FileLine[]> {
  const line: LineSoFar = { parts: [], length: 0, from: start.offset, number: start.number }
  for (let at = start.offset; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, at)
    if (bytesRead === 0) break
    at += bytesRead
    const chunk = buffer.subarray(0, bytesRead)
    onBytes(chunk)
    yield cut(line, chunk)
  }
  if (line.length > 0) yield [end(line, 0)]
}

type LineSoFar = { parts: Buffer[]; length: number; from: number; number: number }

function cut(line: LineSoFar, chunk: Buffer): FileLine[] {
  const lines: FileLine[] = []
  let from = 0
  for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
    add(line, chunk.subarray(from, at))
    lines.push(end(line, 1))
    from = at + 1
  }
  add(line, chunk.subarray(from))
  return lines
}

function add(line: LineSoFar, part: Buffer): void {
  line.length += part.length
  if (line.length > LONGEST_LINE_BYTES) line.parts = []
  else if (part.length > 0) line.parts.push(part)
}

/** Begins the next line. */
function end(line: LineSoFar, breakLength: number): FileLine {
  const { parts, length, from, number } = line
  const through = from + length + breakLength
  line.parts = []
  line.length = 0
  line.from = through
  line.number = number + 1
  return { number, from, through, bytes: length > LONGEST_LINE_BYTES ? null : bare(whole(parts), from) }
}

const whole = (parts: readonly Buffer[]): Buffer => (parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts))

function bare(bytes: Buffer, from: number): Buffer {
  const isMarked = from === 0 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
  const begin = isMarked ? BYTE_ORDER_MARK.length : 0
  return bytes.subarray(begin, bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length)
}
