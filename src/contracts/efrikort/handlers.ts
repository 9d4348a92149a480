/** What stands behind the door: one typed handler for each operation, and what the door needs from its surroundings. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FaultReason } from '../soap/fault.ts'
import type { ExtensionOf, MessageOf, Operation, ResultOf } from '../soap/form.ts'
import type { Problem } from '../soap/read.ts'
import type { Operations1and2 } from './version1and2.ts'
import type { Operations3 } from './version3.ts'

/** One call whose message is right in form. The provider that a Get request may name at its end stands here as well. */
export type Call<O extends Operation, Caller> = {
  readonly message: MessageOf<O>
  readonly caller: Caller
  readonly idempotencyKey?: string
  readonly correlationId: string
} & ExtensionOf<O>

export type Handler<O extends Operation, Caller> = (call: Call<O, Caller>) => Promise<ResultOf<O>>

/** An operation without handler is not served. */
type HandlersOf<Operations extends Record<string, Operation>, Caller> = {
  readonly [Name in keyof Operations]?: Handler<Operations[Name], Caller>
}

export type Handler3<Name extends keyof Operations3, Caller> = Handler<Operations3[Name], Caller>
export type Handlers3<Caller> = HandlersOf<Operations3, Caller>

export type Handler1and2<Name extends keyof Operations1and2, Caller> = Handler<Operations1and2[Name], Caller>
export type Handlers1and2<Caller> = HandlersOf<Operations1and2, Caller>

/** The handlers of each version; a version left out is not served. */
export type Handlers<Caller> = {
  readonly 1?: Handlers1and2<Caller>
  readonly 2?: Handlers1and2<Caller>
  readonly 3?: Handlers3<Caller>
}

/** Gives the handler of an operation, if it is served. */
export const handlerOf = <Caller>(
  handlers: Handlers<Caller>,
  { version, name }: Operation,
): Handler<Operation, Caller> | undefined =>
  (handlers as { readonly [version: number]: { readonly [name: string]: Handler<Operation, Caller> } })[version]?.[name]

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

/** An answer as HTTP carries it, and what it comes to. */
export type HttpAnswer = {
  readonly status: number
  readonly xml: string
  /** The result code that stands in it, or `fault`. */
  readonly result: string
  /** Why it is a fault. */
  readonly reason?: FaultReason
}

/** What a post to an operation's address was answered, for whoever counts. */
export type AnsweredPost = Pick<InvalidNotice, 'operation' | 'version'> & Pick<HttpAnswer, 'result' | 'reason'>

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
  /** Told of every answer to a post, before it leaves. */
  readonly onAnswered?: (post: AnsweredPost, reply: FastifyReply) => void
}
