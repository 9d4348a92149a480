/** A real SOAP client that knows nothing of us, python3-zeep, does the five operations from the published WSDLs and from ours. */

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withoutPublished } from './published.ts'
import { type Stub, stubDoor } from './stub.ts'

const PYTHON = '/usr/bin/python3'
const SCRIPT = fileURLToPath(new URL('./zeep_client.py', import.meta.url))
const PUBLISHED = fileURLToPath(new URL('../../../shared/contracts/cgi-efrikort/3.0', import.meta.url))
const withoutZeep: string | false =
  spawnSync(PYTHON, ['-c', 'import zeep']).status === 0 ? false : `${PYTHON} has no zeep (Debian: python3-zeep)`

test('zeep does the five operations from our own WSDLs', { skip: withoutZeep }, () => drive('served'))

test('zeep does the five operations from the published WSDLs', { skip: withoutZeep || withoutPublished }, () =>
  drive(PUBLISHED),
)

async function drive(contract: string): Promise<void> {
  const stub = await stubDoor()
  await stub.app.listen({ host: '127.0.0.1', port: 0 })
  try {
    const { port } = stub.app.server.address() as AddressInfo
    const { stdout } = await promisify(execFile)(PYTHON, [SCRIPT, `http://127.0.0.1:${port}`, contract])
    theAnswersAre(JSON.parse(stdout))
    theCallsWere(stub)
  } finally {
    await stub.app.close()
  }
}

type Card = { readonly currentAmount: number; readonly amountToLimit: number; readonly startDate: string }
type Fee = { readonly careProvider: string; readonly registrationDateTime: string }
type Answers = {
  readonly RegisterTransaction: unknown
  readonly UpdateTransaction: { readonly result: unknown }
  readonly DeleteTransaction: unknown
  readonly GetCardForPerson: { readonly card: Card }
  readonly GetExtendedCardForPerson: { readonly extendedCard: { readonly card: Card; readonly transactions: Fee[] } }
  readonly refused: { readonly result: unknown }
  readonly fault: unknown
}

function theAnswersAre(answers: Answers): void {
  const { extendedCard } = answers.GetExtendedCardForPerson
  const registered = { result: result('OK'), cardSystemId: 'system-1', transactionId: 'fee-1' }
  assert.deepEqual(answers.RegisterTransaction, withoutMore(registered))
  assert.deepEqual(answers.UpdateTransaction.result, result('INFO', 'Överdebitering uppstod.'))
  assert.deepEqual(answers.DeleteTransaction, result('OK'))
  for (const card of [answers.GetCardForPerson.card, extendedCard.card])
    assert.deepEqual([card.currentAmount, card.amountToLimit, card.startDate], [250.5, 1199.5, '2025-05-02'])
  assert.equal(extendedCard.transactions[0]?.careProvider, 'Hälsocentralen <Åmot> & Co')
  assert.equal(extendedCard.transactions[0]?.registrationDateTime, '2025-05-02 10:00:00')
  const sentence = 'Uppgiften cardTypeId är för lång: högst 36 tecken får plats.'
  assert.deepEqual(answers.refused.result, result('VALIDATION_ERROR', sentence))
  const message = 'Ett tekniskt fel har inträffat i tjänsten. Fel-id: fault-1'
  assert.deepEqual(answers.fault, { code: 'soap:Server', message })
}

/** zeep shows the room for elements of other namespaces as a field of its own. */
const withoutMore = (fields: object): object => ({ ...fields, _value_1: null })
const result = (resultCode: string, resultText: string | null = null): object => withoutMore({ resultCode, resultText })

type Told = {
  readonly message: { readonly amount?: number; readonly careProvider?: string; readonly updateReason?: string }
}

function theCallsWere({ calls }: Stub): void {
  const messages = (calls as readonly Told[]).map((call) => call.message)
  assert.equal(messages.length, 5)
  assert.equal(messages[0]?.amount, 25050)
  assert.equal(messages[0]?.careProvider, 'Hälsocentralen Åmot')
  assert.equal(messages[1]?.updateReason, 'fel & åter')
}
