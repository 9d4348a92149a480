/**
 * A line to PostgreSQL that can be cut in the middle of a commit: before the statement has gone on, while the server is at it, or
 * when it is done and its answer is on the way. It reads the protocol as far as it must to know which statement passes.
 */

import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import type { Place } from '../../src/ledger/connect.ts'

export const CUTS = ['before', 'during', 'after'] as const
export type Cut = (typeof CUTS)[number]

/** Which message the cut waits for: the use of a statement prepared under a name that begins so, or a plain query of these words. */
export type Awaited = { readonly statement: string } | { readonly query: string }

export type CuttableLine = {
  readonly port: number
  /** Cuts at the next message awaited, once. Settles when it is done. */
  readonly cutNext: (cut: Cut, awaited: Awaited) => Promise<void>
  readonly close: () => Promise<void>
}

type Armed = { readonly cut: Cut; readonly awaited: Awaited; readonly done: () => void }

/** Takes where the server is. Gives a line to it that listens on a port of its own on loopback. */
export async function cuttableLine(place: Place): Promise<CuttableLine> {
  let armed: Armed | null = null
  const sockets = new Set<Socket>()
  const take = (message: Buffer): Armed | null => {
    if (armed === null || !isAwaited(message, armed.awaited)) return null
    const taken = armed
    armed = null
    return taken
  }
  const server = createServer((client) => {
    const upstream = connect(addressOf(place))
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      // Small messages go at once, as the driver and the server send them.
      socket.setNoDelay(true)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    join(client, upstream, take)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as { port: number }).port,
    cutNext: (cut, awaited) =>
      new Promise((done) => {
        armed = { cut, awaited, done }
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The same database by way of the line. */
export function placeThrough(place: Place, { port }: CuttableLine): { readonly connectionString: string } {
  if ('connectionString' in place) {
    const url = new URL(place.connectionString)
    url.port = String(port)
    return { connectionString: url.href }
  }
  return { connectionString: `postgres://${place.user}@127.0.0.1:${port}/${place.database}` }
}

function addressOf(place: Place): NetConnectOpts {
  if (!('connectionString' in place)) return { path: `${place.host}/.s.PGSQL.${place.port}` }
  const { hostname, port } = new URL(place.connectionString)
  return { host: hostname, port: Number(port) }
}

const SYNC = 'S'

function join(client: Socket, upstream: Socket, take: (message: Buffer) => Armed | null): void {
  let cutting: Armed | null = null
  let isForwarded = false
  const sever = (): void => {
    client.destroy()
    upstream.destroy()
    cutting?.done()
  }
  const read = messageReader()
  client.on('data', (chunk: Buffer) => {
    for (const message of read(chunk)) {
      if (isForwarded) return
      cutting ??= take(message)
      if (cutting?.cut === 'before') return sever()
      upstream.write(message)
      isForwarded = cutting !== null && isLast(message)
      if (!isForwarded || cutting?.cut !== 'during') continue
      upstream.write('', sever)
      return
    }
  })
  upstream.on('data', (chunk: Buffer) => {
    if (isForwarded) sever()
    else client.write(chunk)
  })
  client.on('close', () => upstream.destroy())
  upstream.on('close', () => client.destroy())
}

/** After these the server commits, and answers. */
const isLast = (message: Buffer): boolean => ['Q', SYNC].includes(kindOf(message))

const kindOf = (message: Buffer): string => String.fromCharCode(message[0] ?? 0)

function isAwaited(message: Buffer, awaited: Awaited): boolean {
  const words = message.subarray(HEAD_BYTES).toString('latin1').split('\0')
  if ('query' in awaited) return kindOf(message) === 'Q' && words[0] === awaited.query
  // Bind: the portal's name, then the statement's.
  return kindOf(message) === 'B' && (words[1] ?? '').startsWith(awaited.statement)
}

/** A message's kind, and its length with these four bytes and without the kind. */
const HEAD_BYTES = 5
const LENGTH_BYTES = 4

/** Gives the whole messages of each chunk. The first one of a connection has no kind. */
function messageReader(): (chunk: Buffer) => Buffer[] {
  let rest = Buffer.alloc(0)
  let kindBytes = 0
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const messages: Buffer[] = []
    while (rest.length >= kindBytes + LENGTH_BYTES) {
      const length = kindBytes + rest.readUInt32BE(kindBytes)
      if (rest.length < length) break
      messages.push(rest.subarray(0, length))
      rest = rest.subarray(length)
      kindBytes = 1
    }
    return messages
  }
}
