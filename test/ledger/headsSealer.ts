/** A program for the tests: seals without end what waits in a database, until it is killed. Told by its words: the place, the folder, the key. */

import { momentOf } from '../../src/domain/kernel/moment.ts'
import { applicationPool, type Place } from '../../src/ledger/connect.ts'
import { sealHeads } from '../../src/ledger/heads/sealHeads.ts'

const [place = '', folder = '', keyFile = ''] = process.argv.slice(2)
const pool = applicationPool(JSON.parse(place) as Place, () => undefined, 2)
const now = () => momentOf(Date.now())
for (;;) {
  await sealHeads({ pool, folder, keyFile, environment: 'installation', now })
  process.stdout.write('sealed\n')
}
