/** Short ways to enter a contract's types as data, so that the data reads like the table in the contract. */

import type { BuiltInType, ChoiceType, Fields, NamedText, RecordType } from './form.ts'

/** `xs:string` of any length. */
export const text = { kind: 'text' } as const satisfies BuiltInType
/** `xs:double`: an amount in kronor on the wire, öre on our side. */
export const amount = { kind: 'amount' } as const satisfies BuiltInType
/** `xs:date`. */
export const day = { kind: 'day' } as const satisfies BuiltInType
/** `xs:dateTime`, Swedish local time. */
export const moment = { kind: 'moment' } as const satisfies BuiltInType
/** `xs:boolean`. */
export const truth = { kind: 'truth' } as const satisfies BuiltInType

/** Takes a namespace. Gives the ways to enter a limited text, a choice between values, and a record in it. */
export const typesIn = <const N extends string>(namespace: N) => ({
  limited: <const Name extends string>(name: Name, maxLength: number) =>
    ({ kind: 'text', name, namespace, maxLength }) as const satisfies NamedText,
  choice: <const Name extends string, const V extends readonly string[]>(name: Name, values: V) =>
    ({ kind: 'choice', name, namespace, values }) as const satisfies ChoiceType,
  record: <const Name extends string, const F extends Fields>(name: Name, fields: F) =>
    ({ kind: 'record', name, namespace, fields }) as const satisfies RecordType,
})
