/** `efrikort test-authority`: certificates for trying mutual TLS on one's own machine. Nothing but tests should trust them. */

import { mkdirSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeTestAuthority } from '../authority/testAuthority.ts'
import { syntheticCare } from '../directory/syntheticFile.ts'
import { momentOf } from '../domain/kernel/moment.ts'

const USAGE = `usage: efrikort test-authority FOLDER [HSA-ID ...]

Writes to FOLDER, which must be empty or not there yet: root.pem, server.pem, for each HSA-ID clients/HSA-ID.pem (the
demo's systems unless told), expired.pem, revoked.pem and stranger.pem of the first of them, each with its key, and
revoked.crl. The root's own key is kept nowhere: another folder is another root. For tests alone.
`

/** What may be both an HSA-id and a file's name anywhere. */
const NAME = /^[A-Z0-9-]{1,32}$/
const WRONG_WORDS = 2

/** Takes the words after \`test-authority\`. Gives the exit status. */
export function testAuthorityCommand(words: readonly string[]): number {
  const [folder, ...told] = words
  const hsaIds = told.length === 0 ? syntheticCare().systems.map(({ id }) => id) : told.map((id) => id.toUpperCase())
  if (folder === undefined || folder.startsWith('-') || !hsaIds.every((id) => NAME.test(id))) {
    process.stderr.write(USAGE)
    return WRONG_WORDS
  }
  const place = resolve(folder)
  mkdirSync(place, { recursive: true })
  if (readdirSync(place).length > 0) {
    console.error(`${place} holds something already. Name a folder that is empty or not there yet.`)
    return 1
  }
  const { root, server, revocations, clients } = writeTestAuthority(place, [...new Set(hsaIds)], momentOf(Date.now()))
  const [client] = Object.values(clients)
  console.log(`The service answers systems with certificates when it is started with
  TLS_PORT=8443 TLS_CERT=${server.certificate} TLS_KEY=${server.key} TLS_CA=${root} TLS_CRL=${revocations}
and a system calls with
  curl --cacert ${root} --cert ${client?.certificate} --key ${client?.key} https://localhost:8443/health/live
Which systems may do what is put on record with: efrikort system add`)
  return 0
}
