/** A door with small stand-ins for the use cases behind it: they answer from fixed values and remember what they were told. */

import Fastify, { type FastifyInstance } from 'fastify'
import type { EfrikortDoorOptions, Handlers3 } from '../../src/contracts/efrikort/handlers.ts'
import { efrikortDoor } from '../../src/contracts/efrikort/routes.ts'
import type { CardType, TransactionType } from '../../src/contracts/efrikort/types3.ts'
import type { ValueOf } from '../../src/contracts/soap/form.ts'
import type { Day } from '../../src/domain/kernel/day.ts'
import { parseDay } from '../../src/domain/kernel/day.ts'
import { type Moment, parseMoment } from '../../src/domain/kernel/moment.ts'
import { ore } from '../../src/domain/kernel/money.ts'

export type Caller = { readonly system: string }
export type Logged = { readonly level: string; readonly fields: object; readonly message: string }
export type Stub = { readonly app: FastifyInstance; readonly calls: unknown[]; readonly log: Logged[] }

const OK = { resultCode: 'OK' } as const

const CARD: ValueOf<typeof CardType> = {
  cardSystemId: 'system-1',
  cardType: { id: 'CARE_VISIT', name: 'Öppen sjukvård' },
  persons: [{ id: '191212121212', readConsent: false }],
  startDate: parseDay('2025-05-02') as Day,
  currentAmount: ore(25050),
  amountToLimit: ore(119950),
  carePrincipal: { id: 'SE2321000198-1000', name: 'Region Gävleborg' },
  status: 'BELOW_LIMIT',
}

const FEE: ValueOf<typeof TransactionType> = {
  transactionId: 'fee-1',
  personId: '191212121212',
  amount: ore(25050),
  transactionDate: parseDay('2025-05-02') as Day,
  registrationDateTime: parseMoment('2025-05-02T08:00:00Z') as Moment,
  carePrincipal: CARD.carePrincipal,
  careProvider: 'Hälsocentralen <Åmot> & Co',
  status: 'ACTIVE',
}

/** Starts a door where five operations of version 3 answer OK; handlers and options can be replaced. */
export async function stubDoor(changed: Partial<EfrikortDoorOptions<Caller>> = {}): Promise<Stub> {
  const calls: unknown[] = []
  const log: Logged[] = []
  const noting = (level: string) => (fields: object, message: string) => void log.push({ level, fields, message })
  const app = Fastify()
  let faults = 0
  await app.register(efrikortDoor<Caller>, {
    handlers: { 3: rememberingHandlers(calls) },
    callerOf: (request) => ({ system: String(request.headers['x-rivta-original-serviceconsumer-hsaid'] ?? 'demo') }),
    onInvalid: (notice) => noting('invalid')(notice, ''),
    log: { warn: noting('warn'), error: noting('error') },
    newFaultId: () => `fault-${++faults}`,
    ...changed,
  })
  return { app, calls, log }
}

function rememberingHandlers(calls: unknown[]): Handlers3<Caller> {
  return {
    RegisterTransaction: async (call) => {
      calls.push(call)
      const { amount, careProvider } = call.message
      if (amount > 1_000_000)
        return { result: { resultCode: 'VALIDATION_ERROR', resultText: `Beloppet är för högt för ${careProvider}.` } }
      return { result: OK, cardSystemId: 'system-1', transactionId: 'fee-1' }
    },
    UpdateTransaction: async (call) => {
      calls.push(call)
      return {
        result: { resultCode: 'INFO', resultText: 'Överdebitering uppstod.' },
        cardSystemId: 'system-1',
        transactionId: call.message.transactionId,
      }
    },
    DeleteTransaction: async (call) => {
      if (call.message.transactionId === 'boom') throw new Error('191212121212')
      calls.push(call)
      return OK
    },
    GetCardForPerson: async (call) => {
      calls.push(call)
      return { result: OK, card: CARD }
    },
    GetExtendedCardForPerson: async (call) => {
      calls.push(call)
      const extendedCard = { card: CARD, transactions: [FEE], expiredTransactions: [], exportStatus: [] }
      return { result: OK, extendedCard }
    },
  }
}
