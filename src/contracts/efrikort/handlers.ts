/** What stands behind the door: one typed handler for each operation, and what the door needs from its surroundings. */

import type { FastifyRequest } from 'fastify'
import type { ExtensionOf, MessageOf, Operation, ResultOf } from '../soap/form.ts'
import type { Problem } from '../soap/read.ts'
import type { operations3 } from './version3.ts'

/** One call whose message is right in form. The provider that a Get request may name at its end stands here as well. */
export type Call<O extends Operation, Caller> = {
  readonly message: MessageOf<O>
  readonly caller: Caller
  readonly idempotencyKey?: string
  readonly correlationId: string
} & ExtensionOf<O>

export type Handler<O extends Operation, Caller> = (call: Call<O, Caller>) => Promise<ResultOf<O>>

type Operations = typeof operations3

/** An operation without handler is not served. */
export type Handlers<Caller> = { readonly [Name in keyof Operations]?: Handler<Operations[Name], Caller> }

/** A message that was answered with VALIDATION_ERROR by the door itself. */
export type InvalidNotice = {
  readonly operation: string
  readonly version: number
  readonly correlationId: string
  /** Absent when the element is not of the contract: its name is then the sender's own words. */
  readonly element?: string
  readonly problem: Problem
}

export type DoorLog = {
  readonly warn: (fields: object, message: string) => void
  readonly error: (fields: object, message: string) => void
}

/** What the door needs whoever calls. */
export type Surroundings = {
  readonly onInvalid?: (notice: InvalidNotice) => void
  readonly log: DoorLog
  readonly newFaultId: () => string
  /** Where the service is reached from outside ("https://frikort.example.se"); without it the Host header tells. */
  readonly publicBase?: string
}

export type EfrikortDoorOptions<Caller> = Surroundings & {
  readonly handlers: Handlers<Caller>
  /** Tells who calls, in which version of the contract; what it throws is a fault. */
  readonly callerOf: (request: FastifyRequest, version: number) => Caller | Promise<Caller>
}
