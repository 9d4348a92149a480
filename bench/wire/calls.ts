/** The calls of the load, as finished bytes: a registration or a reading of somebody by chance, as a till sends it. */

import { registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import { getCardForPerson } from '../../src/contracts/efrikort/reading3.ts'
import { pathOf } from '../../src/contracts/efrikort/routes.ts'
import { requestEncoder } from '../../src/contracts/soap/encode.ts'
import type { Operation } from '../../src/contracts/soap/form.ts'
import { addDays, type Day, formatDay, parseDay } from '../../src/domain/kernel/day.ts'
import { momentOf, swedishDay } from '../../src/domain/kernel/moment.ts'
import { ore } from '../../src/domain/kernel/money.ts'
import { personOf } from '../ledgerAccounts.ts'

export type Act = 'register' | 'card'

const PRINCIPAL = 'SE2321000198-1000'
const EXTRAS = { logicalAddress: PRINCIPAL }
const DAYS_BACK = 300
/** What stands in the templates where the person and the day will. */
const PERSON = '999999999999'
const DAY = '1999-12-31'

const common = { carePrincipalId: PRINCIPAL, personId: PERSON, cardTypeId: 'CARE_VISIT' }
const TEMPLATES: Readonly<Record<Act, { readonly operation: Operation; readonly xml: string }>> = {
  register: {
    operation: registerTransaction,
    xml: requestEncoder(registerTransaction)(
      {
        ...common,
        careProvider: 'SE2321000198-A',
        careUnit: 'SE2321000198-A1',
        transactionDate: parseDay(DAY) as Day,
        amount: ore(25_000),
        actor: { employeeId: 'SE2321000198-E001', careProviderId: 'SE2321000198-A' },
      },
      EXTRAS,
    ),
  },
  card: { operation: getCardForPerson, xml: requestEncoder(getCardForPerson)(common, EXTRAS) },
}

/** Takes how many accounts there are: the calls are about the first half of them, which pgbench leaves alone. */
export function callMaker(accounts: number): (act: Act) => Uint8Array {
  const today = swedishDay(momentOf(Date.now()))
  const below = (limit: number): number => Math.floor(Math.random() * limit)
  return (act) => {
    const { operation, xml } = TEMPLATES[act]
    const day = formatDay(addDays(today, -below(DAYS_BACK)))
    const body = xml.replace(PERSON, personOf(1 + below(accounts / 2))).replace(DAY, day)
    return Buffer.from(headOf(operation, Buffer.byteLength(body)) + body)
  }
}

const headOf = (operation: Operation, length: number): string =>
  [
    `POST ${pathOf(operation)} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: text/xml; charset=utf-8',
    `SOAPAction: "${operation.soapAction}"`,
    'X-RIVTA-Original-Serviceconsumer-Hsaid: SE2321000198-DEMO',
    `Content-Length: ${length}`,
    '',
    '',
  ].join('\r\n')

/** True for an answer that did what was asked. */
export const isDone = ({ status, body }: { readonly status: number; readonly body: string }): boolean =>
  status === 200 && /resultCode>(OK|INFO)</.test(body)
