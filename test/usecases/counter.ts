/** A counter for the use cases in tests: a world on a database of its own, two principals, and the acts of a till in plain words. */

import assert from 'node:assert/strict'
import type { Pool } from 'pg'
import { gavleborg } from '../../src/directory/region.ts'
import type { CallingSystem } from '../../src/domain/decisions/access.ts'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { swedishDay } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { RecordedSetting } from '../../src/domain/law/recordedSettings.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import type { CardView } from '../../src/usecases/cardView.ts'
import { annulFee, correctFee } from '../../src/usecases/changeFee.ts'
import type { Done } from '../../src/usecases/done.ts'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
import type { AccountId } from '../../src/usecases/ledgerPort.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { readCard } from '../../src/usecases/readCard.ts'
import { type RegistrationRequest, registerFee } from '../../src/usecases/registerFee.ts'
import { optIn, optOut } from '../../src/usecases/takePart.ts'
import { DATABASES, type Database } from '../ledger/databases.ts'
import { type CardActs, cardActsOf } from './cardActs.ts'
import { type GroupActs, groupActsOf } from './groupActs.ts'
import { day, kronor, registration, reserveNumber, type World, worldOn } from './world.ts'

export const OWN = 'SE2321000198-1000' as HsaId
/** A second principal, whose settings a test enters. */
export const OTHER = 'SE162321000024-0001' as HsaId
/** A third one, the same way. */
export const THIRD = 'SE2321000115-O00001' as HsaId

/** Any field of a call may be told otherwise. */
export type Told = Partial<Omit<RegistrationRequest, 'person' | 'visit' | 'amount'>>

export type Counter = {
  readonly database: Database
  readonly pool: Pool
  readonly ports: Ports
  readonly setClock: World['setClock']
  /** A person nobody has met here: an adult, by a reserve number. */
  readonly stranger: () => string
  /** The same counter at another service on the same database, which has its own memory and knows the settings of now. */
  readonly another: (pool?: Pool) => Promise<Counter>
  readonly close: () => Promise<void>
} & Acts

type Acts = CardActs &
  GroupActs & {
    readonly register: (person: string, visit: string, amount: string, told?: Told) => Promise<Result<Done, Refusal>>
    readonly correct: (
      fee: string,
      visit: string | null,
      amount: string | null,
      told?: Told,
    ) => Promise<Result<Done, Refusal>>
    readonly annul: (fee: string, told?: Told) => Promise<Result<Done, Refusal>>
    readonly enter: (person: string, told?: Told) => Promise<Result<Done, Refusal>>
    readonly leave: (person: string, told?: Told) => Promise<Result<Done, Refusal>>
    readonly read: (person: string, told?: Told) => Promise<Result<CardView | null, Refusal>>
    /** What is shown to the clerk: null when there is no card. */
    readonly shown: (person: string, told?: Told) => Promise<Shown | null>
    readonly set: (...values: readonly RecordedSetting[]) => Promise<void>
    /** The account of a person, which must exist. */
    readonly accountOf: (person: string) => Promise<AccountId>
  }

export type Shown = {
  readonly status: string
  readonly id: string
  readonly number: string
  readonly paid: number
  readonly toLimit: number
  readonly fees: readonly number[]
}

/** Opens a counter on a new embedded database. The clock stands at noon on 2 June 2025 until it is set. */
export async function openCounter(): Promise<Counter> {
  const [embedded] = DATABASES
  assert.ok(embedded)
  const database = await embedded.open()
  await migrate(database.place, () => undefined)
  const pool = applicationPool(database.place, () => undefined)
  const counter = counterAt(database, pool, await worldOn(pool), people())
  return {
    ...counter,
    close: async () => {
      await pool.end()
      await database.stop()
    },
  }
}

/** A counter over ports that a test has changed. */
export const counterOver = (counter: Counter, ports: Partial<Ports>): Counter => {
  const changed = { ...counter.ports, ...ports }
  return { ...counter, ports: changed, ...actsOf(changed) }
}

function counterAt(database: Database, pool: Pool, world: World, stranger: () => string): Counter {
  const ports = { ...world.ports, directory: withTwoPrincipals(world.ports) }
  return {
    database,
    pool,
    ports,
    setClock: world.setClock,
    stranger,
    another: async (otherPool = pool) => {
      const other = counterAt(database, otherPool, await worldOn(otherPool), stranger)
      return counterOver(other, { now: ports.now })
    },
    close: async () => undefined,
    ...actsOf(ports),
  }
}

function people(): () => string {
  let met = 0
  return () => {
    met += 1
    return reserveNumber(met)
  }
}

/** Every system may act for the second principal too. */
function withTwoPrincipals({ directory }: Ports): Ports['directory'] {
  const both = (system: CallingSystem): CallingSystem => ({ ...system, principals: new Set([OWN, OTHER, THIRD]) })
  return {
    ...directory,
    system: (id) => {
      const found = directory.system(id)
      return found === null ? null : both(found)
    },
    registerOf: () => directory.registerOf(OWN),
  }
}

function actsOf(ports: Ports): Acts {
  const told = (person: string, more: Told = {}) => registration({ person, ...more })
  const taking = (person: string, more?: Told) => {
    const { caller, callId, principal, cardType, actor } = told(person, more)
    return { caller, callId, principal, cardType, actor, person }
  }
  const changing = (feeId: string, more?: Told) => {
    const { caller, callId, principal, actor } = told('', more)
    return { caller, callId, principal, actor, feeId, reason: null }
  }
  const read: Acts['read'] = (person, more) =>
    readCard(ports, { ...taking(person, more), act: 'readCardWithFees', namedProvider: null })
  return {
    ...cardActsOf(ports),
    ...groupActsOf(ports),
    register: (person, visit, amount, more) =>
      registerFee(ports, { ...told(person, more), visit: day(visit), amount: kronor(amount) }),
    correct: (fee, visit, amount, more = {}) =>
      correctFee(ports, {
        ...changing(fee, more),
        visit: visit === null ? null : day(visit),
        amount: amount === null ? null : kronor(amount),
        careProvider: more.careProvider ?? null,
        careUnit: more.careUnit ?? null,
        ...(more.toldAt === undefined ? {} : { toldAt: more.toldAt }),
      }),
    annul: (fee, more) => annulFee(ports, changing(fee, more)),
    enter: (person, more) => optIn(ports, taking(person, more)),
    leave: (person, more) => optOut(ports, taking(person, more)),
    read,
    shown: async (person, more) => shownOf(await read(person, more)),
    set: async (...values) => {
      await enterSettings({ ...ports, by: null }, values)
    },
    accountOf: async (person) => {
      const { reserveNumbers } = ports.settings.known().own(swedishDay(ports.now()))
      const id = PersonId.parse(person, reserveNumbers, swedishDay(ports.now()))
      assert.ok(id)
      const { account } = await ports.ledger.load({ by: 'person', person: id, cardType: 'CARE_VISIT' }, null)
      assert.ok(account)
      return account.id
    },
  }
}

function shownOf(answer: Result<CardView | null, Refusal>): Shown | null {
  const view = done(answer)
  if (view === null) return null
  const { card } = view
  return {
    status: card.status,
    id: card.identity?.id ?? '',
    number: card.identity?.number ?? '',
    paid: card.currentAmount,
    toLimit: card.amountToLimit,
    fees: card.shares.map(({ fee }) => fee.amount),
  }
}

/** What was done; fails when it was refused. */
export function done<T>(answer: Result<T, Refusal>): T {
  assert.ok(answer.ok, `done, not ${answer.ok ? '' : answer.refusal.kind}`)
  return answer.value
}

/** The kind of a refusal; fails when the act was done. */
export function refused(answer: Result<unknown, Refusal>): string {
  assert.ok(!answer.ok, 'refused, not done')
  return answer.refusal.kind
}

/** The id of the fee that was recorded. */
export function feeOf(answer: Result<Done, Refusal>): string {
  const { feeId } = done(answer)
  assert.ok(feeId !== null)
  return feeId
}

/** What the user must see, in order. */
export const noticesOf = (answer: Result<Pick<Done, 'notices'>, Refusal>): readonly string[] =>
  done(answer).notices.map(({ kind }) => kind)

/** A setting of one of the principals. */
export const setting = <Name extends RecordedSetting['name']>(
  name: Name,
  from: string,
  value: Extract<RecordedSetting, { name: Name }>['value'],
  principal: HsaId | null = OWN,
): RecordedSetting => ({ principal, name, from: day(from), value, source: 'a test' }) as RecordedSetting

/** An amount of a principal, or of all where none is named. */
export const ceiling = (from: string, amount: string, principal: HsaId | null = null): RecordedSetting =>
  setting('ceiling', from, { amount: kronor(amount), verifiedThrough: day('2026-12-31') }, principal)

/** All that the second principal needs to be one: as the first has it, but for its own prefix. */
export const settingsOfOther = (): RecordedSetting[] =>
  gavleborg()
    .recorded.filter(({ principal }) => principal === OWN)
    .map((one) => {
      const value = one.name === 'cardNumberPrefix' ? '03' : one.value
      return { ...one, principal: OTHER, value } as RecordedSetting
    })
