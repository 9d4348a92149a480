/** Real SOAP clients that know nothing of us, zeep and PHP's SoapClient, do all 42 operations against a running service, from the published WSDLs and from ours. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contracts } from '../../src/contracts/efrikort/contracts.ts'
import { withoutPublished } from '../contracts/published.ts'
import { cardDeskAt } from '../service/cardDesk.ts'
import { A, BOTH_SYSTEM } from '../service/desk.ts'
import { installationWith } from '../service/installation.ts'
import { type Client, type Contract, PHP, startClient, type Version, ZEEP } from './client.ts'
import { people } from './people.ts'
import { doVersion1or2 } from './plan1and2.ts'
import { doVersion3 } from './plan3.ts'
import { BEFORE, WHEN } from './told.ts'

const VERSIONS: readonly Version[] = [1, 2, 3]
const CONTRACTS: readonly Contract[] = ['published', 'ours']
const LANGUAGES = [
  { name: 'zeep', language: ZEEP, without: 'no Python with zeep (EFRIKORT_TEST_PYTHON is not set)' },
  { name: 'PHP', language: PHP, without: 'no PHP with SoapClient (EFRIKORT_TEST_PHP is not set)' },
]
const ALL = contracts.flatMap(({ version, operations }) => Object.keys(operations).map((name) => `${name} ${version}`))
const noClient = LANGUAGES.every(({ language }) => language.program === undefined)

test('SOAP clients of other hands do all 42 operations', {
  skip: withoutPublished || (noClient && 'neither zeep nor PHP is there'),
}, async (t) => {
  const { addressOf, setClock } = await installationWith(t, [{ name: 'clients', clock: BEFORE }])
  const address = addressOf('clients')
  const met = people()
  const holders = await Promise.all(Array.from({ length: 12 }, () => holderOfCard(address, met.adult())))
  await setClock('clients', WHEN)
  const doAll = (client: Client, version: Version, holder: string): Promise<void> =>
    version === 3
      ? doVersion3(client, { people: met, holder })
      : doVersion1or2(client, version, { people: met, holder })

  for (const { name, language, without } of LANGUAGES)
    for (const contract of CONTRACTS) {
      const skip = language.program === undefined && without
      await t.test(`${name} does 42 of 42 from the WSDLs that are ${contract}`, { skip }, async (t) => {
        const client = startClient(t, language, { address, contract })
        for (const version of VERSIONS) await doAll(client, version, holders.pop() ?? '')
        await client.end()
        assert.equal(client.done.size, 42)
        assert.deepEqual([...client.done].sort(), ALL.toSorted())
      })
    }
})

/** Gives a card by hand that will be final two days later. */
async function holderOfCard(address: string, person: string): Promise<string> {
  const given = await cardDeskAt(address, BOTH_SYSTEM, A).give(person, ['2025-06-02', '2025-12-01'])
  assert.equal(given.code, 'OK')
  return person
}
