/**
 * The form in which a contract is written down, once, as plain data: types and operations. Decoder, encoder, schemas,
 * WSDL and the TypeScript types of the messages all come from that data; nothing here knows any one contract.
 */

import type { Day } from '../../domain/kernel/day.ts'
import type { Moment } from '../../domain/kernel/moment.ts'
import type { Ore } from '../../domain/kernel/money.ts'

export type Cardinality = '0..1' | '1..1' | '0..*' | '1..*'

/** A simple type without a name of its own: `xs:string`, `xs:double`, `xs:date`, `xs:dateTime`, `xs:boolean`. */
export type BuiltInType = { readonly kind: 'text' | 'amount' | 'day' | 'moment' | 'truth' }

export type NamedText = {
  readonly kind: 'text'
  readonly name: string
  readonly namespace: string
  readonly maxLength?: number
}

export type ChoiceType = {
  readonly kind: 'choice'
  readonly name: string
  readonly namespace: string
  readonly values: readonly string[]
}

export type SimpleType = BuiltInType | NamedText | ChoiceType

/** Fields stand in the order of the contract; every record ends with room for elements of other namespaces. */
export type Fields = { readonly [name: string]: readonly [AnyType, Cardinality] }

export type RecordType = {
  readonly kind: 'record'
  readonly name: string
  readonly namespace: string
  readonly fields: Fields
}

export type NamedType = NamedText | ChoiceType | RecordType
export type AnyType = SimpleType | RecordType

/** Elements declared on their own in a namespace, apart from any type: SOAP headers and extensions. */
export type LooseElements = { readonly namespace: string; readonly fields: Fields }

export type Root<T extends RecordType = RecordType> = { readonly element: string; readonly type: T }

export type Operation = {
  readonly name: string
  readonly version: number
  readonly namespace: string
  readonly wsdlNamespace: string
  readonly soapAction: string
  readonly request: Root
  readonly response: Root
  /** Elements of another namespace that may end the request, and are handed over. */
  readonly extension?: LooseElements
  /** Fields of the answer which the contract demands also on a refusal, each with the request's field it repeats. */
  readonly echo?: { readonly [answerField: string]: string }
}

/** One version of a contract: all its named types, and the operations that are entered. */
export type Contract = {
  readonly version: number
  readonly types: readonly NamedType[]
  readonly operations: { readonly [name: string]: Operation }
}

/** The value a type stands for on our side of the door. */
export type ValueOf<T> = T extends { readonly kind: 'record'; readonly fields: infer F extends Fields }
  ? RecordOf<F>
  : T extends { readonly kind: 'choice'; readonly values: readonly (infer V)[] }
    ? V
    : T extends { readonly kind: infer K extends BuiltInType['kind'] }
      ? { text: string; amount: Ore; day: Day; moment: Moment; truth: boolean }[K]
      : never

export type RecordOf<F extends Fields> = Plain<
  { readonly [N in keyof F as F[N][1] extends '0..1' ? never : N]: Occurring<F[N]> } & {
    readonly [N in keyof F as F[N][1] extends '0..1' ? N : never]?: ValueOf<F[N][0]>
  }
>

type Occurring<F extends readonly [AnyType, Cardinality]> = F[1] extends '0..*'
  ? readonly ValueOf<F[0]>[]
  : F[1] extends '1..*'
    ? readonly [ValueOf<F[0]>, ...ValueOf<F[0]>[]]
    : ValueOf<F[0]>

type Plain<T> = { [K in keyof T]: T[K] }

/** What a caller sends. */
export type MessageOf<O extends Operation> = ValueOf<O['request']['type']>

/** What stands inside the answer's root: one field, by every contract we speak. */
export type AnswerOf<O extends Operation> = ValueOf<O['response']['type']>

/** The value of that one field: what a handler returns. */
export type ResultOf<O extends Operation> = AnswerOf<O>[keyof AnswerOf<O>]

/** What the trailing elements of the request tell. */
export type ExtensionOf<O extends Operation> = O extends {
  readonly extension: { readonly fields: infer F extends Fields }
}
  ? RecordOf<F>
  : unknown
