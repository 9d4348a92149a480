/** A folder of certificates for tests and the demo: a root, a server, clients, one that has expired, one that is revoked, one of a stranger, and the list of the revoked. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Moment, momentOf } from '../domain/kernel/moment.ts'
import { type Authority, type Issued, makeAuthority, type Validity } from './authority.ts'

const DAY_MS = 86_400_000
const YEAR: readonly [number, number] = [-1, 365]
const PAST: readonly [number, number] = [-30, -1]
const HOSTS = ['localhost', '127.0.0.1']

/** Where a test finds what. */
export type TestAuthority = {
  readonly root: string
  readonly server: Files
  readonly revocations: string
  readonly clients: Readonly<Record<string, Files>>
  /** Each holds the first client's HSA-id. */
  readonly expired: Files
  readonly revoked: Files
  /** Of another root, which nobody trusts. */
  readonly stranger: Files
}

export type Files = { readonly certificate: string; readonly key: string }

/** Takes a folder that exists and is empty, and the HSA-ids of the clients. Writes the files, the keys readable by their owner alone. */
export function writeTestAuthority(folder: string, hsaIds: readonly string[], now: Moment): TestAuthority {
  const root = makeAuthority({ name: 'E-frikort, test authority', ...days(now, YEAR) })
  const other = makeAuthority({ name: 'Another test authority', ...days(now, YEAR) })
  const [first = ''] = hsaIds
  const client = (authority: Authority, hsaId: string, validity = YEAR): Issued =>
    authority.issue({ name: `Test system ${hsaId}`, hsaId, use: 'client', hosts: [], ...days(now, validity) })
  const server = root.issue({ name: 'localhost', hsaId: null, use: 'server', hosts: HOSTS, ...days(now, YEAR) })
  const revoked = client(root, first)
  mkdirSync(join(folder, 'clients'))
  return {
    root: write(folder, 'root.pem', root.certificate),
    server: writeBoth(folder, 'server', server),
    revocations: write(folder, 'revoked.crl', root.revocations({ serials: [revoked.serial], ...days(now, YEAR) })),
    clients: Object.fromEntries(hsaIds.map((id) => [id, writeBoth(folder, join('clients', id), client(root, id))])),
    expired: writeBoth(folder, 'expired', client(root, first, PAST)),
    revoked: writeBoth(folder, 'revoked', revoked),
    stranger: writeBoth(folder, 'stranger', client(other, first)),
  }
}

const days = (now: Moment, [first, last]: readonly [number, number]): Validity => ({
  from: momentOf(now + first * DAY_MS),
  through: momentOf(now + last * DAY_MS),
})

const writeBoth = (folder: string, name: string, { certificate, key }: Issued): Files => ({
  certificate: write(folder, `${name}.pem`, certificate),
  key: write(folder, `${name}.key`, key),
})

const OWNER_ALONE = 0o600

function write(folder: string, name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text, { mode: OWNER_ALONE, flag: 'wx' })
  return file
}
