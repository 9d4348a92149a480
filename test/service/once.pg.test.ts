/** The header Idempotency-Key over the wire (domain.md R3): the first answer again word for word, nothing registered twice, another content refused. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { A, A_SYSTEM, BOTH_SYSTEM, PRINCIPAL } from './desk.ts'
import { openHouse, type Standing } from './house.ts'
import { CALLER_HEADER, type OperationName, post, type Told } from './wire.ts'

describe('a call with an Idempotency-Key', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  const actor = { employeeId: A.employee, careProviderId: A.provider }
  const send = (operation: OperationName, told: Told, headers: Record<string, string> = {}) =>
    post(house.address, operation, { told, actor }, { [CALLER_HEADER]: BOTH_SYSTEM, ...headers })
  const visit = (personId: string, amount = '250.00'): Told => ({
    carePrincipalId: PRINCIPAL,
    careProvider: A.provider,
    careUnit: A.unit,
    cardTypeId: 'CARE_VISIT',
    personId,
    transactionDate: '2025-06-01',
    amount,
  })
  const keyed = (key: string) => ({ 'idempotency-key': key })
  const feeIn = (xml: string): string => /<[^>]*transactionId>([^<]+)</.exec(xml)?.[1] ?? ''
  const codeIn = (xml: string): string => /<[^>]*resultCode>([^<]+)</.exec(xml)?.[1] ?? ''
  const textIn = (xml: string): string => /<[^>]*resultText>([^<]+)</.exec(xml)?.[1] ?? ''
  const nothingNew = async (act: () => ReturnType<typeof send>): Promise<string> => {
    const before = await house.entries()
    const { xml, isFault } = await act()
    assert.equal(await house.entries(), before)
    assert.ok(!isFault, xml)
    return xml
  }

  test('is answered the second time with the same bytes, days later too, and nothing is registered twice', async () => {
    const person = house.stranger()
    const first = await send('RegisterTransaction', visit(person), keyed('order 1'))
    assert.equal(codeIn(first.xml), 'OK')
    house.setClock('2025-06-12T12:00:00+02:00')
    const again = await nothingNew(() => send('RegisterTransaction', visit(person), keyed('order 1')))
    house.setClock('2025-06-02T12:00:00+02:00')
    assert.equal(again, first.xml)
    assert.deepEqual((await house.both.extended(person)).rows.length, 1)
  })

  test('registers, corrects and annuls once each, and every answer is given again as it was', async () => {
    const person = house.stranger()
    const fee = feeIn((await send('RegisterTransaction', visit(person), keyed('a'))).xml)
    const change = {
      carePrincipalId: PRINCIPAL,
      transactionId: fee,
      transactionDate: '2025-06-01',
      careProvider: A.provider,
    }
    const corrected = await send('UpdateTransaction', { ...change, amount: '300.00' }, keyed('b'))
    const annulled = await send('DeleteTransaction', { carePrincipalId: PRINCIPAL, transactionId: fee }, keyed('c'))
    assert.deepEqual([codeIn(corrected.xml), codeIn(annulled.xml)], ['OK', 'OK'])
    const updating = () => send('UpdateTransaction', { ...change, amount: '300.00' }, keyed('b'))
    assert.equal(await nothingNew(updating), corrected.xml)
    const deleting = () => send('DeleteTransaction', { carePrincipalId: PRINCIPAL, transactionId: fee }, keyed('c'))
    assert.equal(await nothingNew(deleting), annulled.xml)
    const withoutKey = () => send('DeleteTransaction', { carePrincipalId: PRINCIPAL, transactionId: fee })
    assert.equal(codeIn(await nothingNew(withoutKey)), 'ERROR')
  })

  test('is refused in Swedish when its key was used for another amount, person or operation', async () => {
    const person = house.stranger()
    const fee = feeIn((await send('RegisterTransaction', visit(person), keyed('d'))).xml)
    const others: readonly [OperationName, Told][] = [
      ['RegisterTransaction', visit(person, '251.00')],
      ['RegisterTransaction', visit(house.stranger())],
      ['DeleteTransaction', { carePrincipalId: PRINCIPAL, transactionId: fee }],
    ]
    for (const [operation, told] of others) {
      const xml = await nothingNew(() => send(operation, told, keyed('d')))
      assert.equal(codeIn(xml), 'ERROR')
      assert.match(textIn(xml), /^[A-ZÅÄÖ].*\.$/)
    }
  })

  test('is that system’s own: another may use the same key', async () => {
    const person = house.stranger()
    const first = await send('RegisterTransaction', visit(person), keyed('e'))
    const second = await send('RegisterTransaction', visit(person), { ...keyed('e'), [CALLER_HEADER]: A_SYSTEM })
    assert.notEqual(feeIn(second.xml), feeIn(first.xml))
    assert.equal(codeIn(second.xml), 'INFO')
  })

  test('without a key, or with one of nothing but spaces, a second call is a registration of its own with a warning', async () => {
    const person = house.stranger()
    const headers: Record<string, string>[] = [{}, {}, keyed('  '), keyed('  ')]
    const codes: string[] = []
    for (const header of headers) codes.push(codeIn((await send('RegisterTransaction', visit(person), header)).xml))
    assert.deepEqual(codes, ['OK', 'INFO', 'INFO', 'INFO'])
    assert.equal((await house.both.extended(person)).rows.length, 4)
  })

  test('of twelve thousand signs is known again', async () => {
    const person = house.stranger()
    const key = Array.from({ length: 12_000 }, (_, at) => ((at * at * 31 + at * 7) % 36).toString(36)).join('')
    const first = await send('RegisterTransaction', visit(person), keyed(key))
    assert.equal(codeIn(first.xml), 'OK')
    assert.equal(await nothingNew(() => send('RegisterTransaction', visit(person), keyed(key))), first.xml)
  })

  test('sent thirty times at once is one registration, and every answer the same', async () => {
    const person = house.stranger()
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => send('RegisterTransaction', visit(person), keyed('f'))),
    )
    assert.equal(new Set(answers.map(({ xml }) => xml)).size, 1)
    assert.equal((await house.both.extended(person)).rows.length, 1)
  })

  test('is read in no answer and makes no person known: the answer of a refused key tells nothing of the first call', async () => {
    const [person, other] = [house.stranger(), house.stranger()]
    const fee = feeIn((await send('RegisterTransaction', visit(person), keyed('g'))).xml)
    const { xml } = await send('RegisterTransaction', visit(other), keyed('g'))
    for (const told of [person, fee, 'Idempotency']) assert.ok(!xml.includes(told))
  })
})
