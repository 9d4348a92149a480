/** The callers' own book: what they have sent, what they were answered, and the fees that must stand because of it. It never asks the ledger. */

import assert from 'node:assert/strict'
import { type Answer, type Call, isUnknown, send, type Unknown } from './calls.ts'

export type Sent = { readonly call: Call; readonly answer: Answer | null }

/** A fee as its last answered call left it. */
export type StandingFee = {
  readonly id: string
  readonly person: string
  readonly unit: string
  readonly date: string
  readonly amountOre: number
  readonly isActive: boolean
}

export type Book = {
  /** By tag, in the order of the first sending. */
  readonly sent: ReadonlyMap<string, Sent>
  /** Sends a call, for the first time or again, and notes what came. An answer that differs from the first one is a fault. */
  readonly send: (address: string, call: Call) => Promise<Answer | Unknown>
  /** A fee by its id. */
  readonly fee: (id: string) => StandingFee | undefined
  readonly activeFeesOf: (person: string) => readonly StandingFee[]
  /** Calls that nobody has answered yet. */
  readonly unanswered: () => readonly Call[]
}

/** Gives an empty book. */
export function openBook(): Book {
  const sent = new Map<string, Sent>()
  const fees = new Map<string, StandingFee>()
  return {
    sent,
    send: async (address, call) => {
      if (!sent.has(call.tag)) sent.set(call.tag, { call, answer: null })
      const answer = await send(address, call)
      if (isUnknown(answer)) return answer
      const first = sent.get(call.tag)?.answer ?? null
      if (first === null) {
        sent.set(call.tag, { call, answer })
        note(fees, call, answer)
      } else assert.deepEqual(answer, first, `call ${call.tag}, sent again, is answered as the first time`)
      return answer
    },
    fee: (id) => fees.get(id),
    activeFeesOf: (person) => [...fees.values()].filter((fee) => fee.person === person && fee.isActive),
    unanswered: () => [...sent.values()].filter(({ answer }) => answer === null).map(({ call }) => call),
  }
}

function note(fees: Map<string, StandingFee>, call: Call, { fee: id }: Answer): void {
  assert.ok(id !== null, `call ${call.tag} is answered with its fee`)
  const { person, date, amountOre } = call
  const before = fees.get(id)
  switch (call.act) {
    case 'register':
      assert.equal(before, undefined, `call ${call.tag} is answered with a fee of its own`)
      fees.set(id, { id, person, unit: call.tag, date, amountOre, isActive: true })
      break
    case 'correct':
      assert.equal(id, call.fee)
      if (before !== undefined) fees.set(id, { ...before, date, amountOre })
      break
    case 'annul':
      if (before !== undefined) fees.set(id, { ...before, isActive: false })
      break
  }
}
