/** What the encoder mends, what it refuses as a bug, and what the compiler refuses before it. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deleteTransaction, registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import type { Handlers } from '../../src/contracts/efrikort/handlers.ts'
import { getCardForPerson } from '../../src/contracts/efrikort/reading3.ts'
import { answerDecoder } from '../../src/contracts/soap/decode.ts'
import { answerEncoder } from '../../src/contracts/soap/encode.ts'
import type { AnswerOf, MessageOf } from '../../src/contracts/soap/form.ts'
import { parseDay } from '../../src/domain/kernel/day.ts'
import { ore } from '../../src/domain/kernel/money.ts'

type Answer = AnswerOf<typeof deleteTransaction>

const encode = answerEncoder(deleteTransaction)
const encodeCard = answerEncoder(getCardForPerson)
const encodeRegistration = answerEncoder(registerTransaction)
const info = (resultText: string): Answer => ({ resultType: { resultCode: 'INFO', resultText } })

function textBack(text: string): string | undefined {
  const body = Buffer.from(encode(info(text)))
  const answer = answerDecoder(deleteTransaction)({ body, contentType: 'text/xml', soapAction: '' })
  assert.ok(answer.kind === 'message')
  return answer.message.resultType.resultText
}

test('characters that XML forbids, and half surrogate pairs, become the replacement character', () => {
  assert.ok(encode(info('f\ud800g')).isWellFormed())
  assert.equal(textBack('a\u0000b\u001fc\ufffed\uffffe\ud800f\udc00g'), 'a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg')
})

test('markup, line ends and characters beyond the basic plane survive', () => {
  const text = '<a b="c">&amp; ]]> \r\n\r\t 👩‍⚕️ Åsa'
  assert.equal(textBack(text), text)
})

test('the answer is one envelope in UTF-8 with its namespaces declared on the body’s own element', () => {
  assert.equal(
    encode(info('Å')),
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
      '<m0:DeleteTransactionResponse xmlns:m0="urn:riv:cgi:healthcare:efrikort:DeleteTransactionResponder:3" xmlns:m1="urn:riv:cgi:healthcare:efrikort:3">' +
      '<m0:resultType><m1:resultCode>INFO</m1:resultCode><m1:resultText>Å</m1:resultText></m0:resultType>' +
      '</m0:DeleteTransactionResponse></soap:Body></soap:Envelope>',
  )
})

const CARD = {
  cardSystemId: '1',
  cardType: { id: 'CARE_VISIT', name: 'Öppen sjukvård' },
  currentAmount: ore(0),
  amountToLimit: ore(145000),
  carePrincipal: { id: 'SE2321000198-1000', name: 'Region Gävleborg' },
  status: 'BELOW_LIMIT',
} as const

const BUGS: readonly { readonly name: string; readonly write: () => string; readonly because: RegExp }[] = [
  {
    name: 'a code of no contract',
    write: () => encode({ resultType: { resultCode: 'NO' as never } }),
    because: /ResultCodeType/,
  },
  { name: 'no code', write: () => encode({ resultType: {} as never }), because: /resultCode is told/ },
  { name: 'no result', write: () => encode({} as never), because: /resultType is told/ },
  {
    name: 'a card of nobody',
    write: () =>
      encodeCard({
        getCardForPersonResultType: { result: { resultCode: 'OK' }, card: { ...CARD, persons: [] as never } },
      }),
    because: /persons is a list, of one or more/,
  },
  {
    name: 'an id too long',
    write: () =>
      encodeRegistration({
        registerTransactionResultType: { result: { resultCode: 'OK' }, transactionId: 'x'.repeat(37) },
      }),
    because: /at most 36/,
  },
]

for (const { name, write, because } of BUGS) {
  test(`an answer with ${name} is a bug and is not written`, () => assert.throws(write, because))
}

test('the types of messages and answers come from the data', () => {
  type Registration = MessageOf<typeof registerTransaction>
  const day = parseDay('2025-05-02')
  assert.ok(day !== null)
  const right: Pick<Registration, 'amount' | 'transactionDate'> = { amount: ore(25000), transactionDate: day }
  // @ts-expect-error a bare number is no money
  const bare: Pick<Registration, 'amount'> = { amount: 250 }
  // @ts-expect-error a date is a day, not a text
  const text: Pick<Registration, 'transactionDate'> = { transactionDate: '2025-05-02' }
  // @ts-expect-error the actor's employee may not be left out
  const nobody: Registration['actor'] = { careProviderId: 'SE1' }
  // @ts-expect-error a code outside the contract's list
  const code: Answer = { resultType: { resultCode: 'KANSKE' } }
  // @ts-expect-error a question's handler must answer with a card's result, not a bare one
  const handlers: Handlers<unknown> = { GetCardForPerson: async () => ({ resultCode: 'OK' }) }
  assert.equal([right, bare, text, nobody, code, handlers].length, 6)
})
