/** A message as a tree, grown from the contract's data by chance: by its form it is right, and most of its values make sense. */

import type { AnyType, Cardinality, Operation, RecordType } from '../../src/contracts/soap/form.ts'
import type { Chance } from '../faults/chance.ts'
import { type Known, randomValue, sensibleValue } from './values.ts'

/** An element. What holds children holds no text. */
export type Element = {
  namespace: string
  name: string
  text: string
  children: Element[]
  /** More attributes, as XML. */
  attributes: string
  /** Null for one that the contract does not know. */
  readonly type: AnyType | null
  readonly occurs: Cardinality
}

export type Growing = {
  readonly chance: Chance
  readonly known: Known
  /** In so many cases of a hundred a value makes sense, and is not merely right by its form. */
  readonly sensible: number
}

/** Gives the element of a request. */
export function grow({ request, extension }: Operation, growing: Growing): Element {
  const { type, element } = request
  const root: Element = { ...bare(type.namespace, element), children: fieldsOf(type, growing), type }
  if (extension !== undefined && growing.chance.inHundred(30))
    root.children.push(...fieldsOf({ kind: 'record', name: '', ...extension }, growing))
  return root
}

export const bare = (namespace: string, name: string, text = ''): Element => ({
  namespace,
  name,
  text,
  children: [],
  attributes: '',
  type: null,
  occurs: '1..1',
})

function fieldsOf(type: RecordType, growing: Growing): Element[] {
  return Object.entries(type.fields).flatMap(([name, [inner, occurs]]) =>
    Array.from({ length: howOften(occurs, growing.chance) }, () => {
      const element = { ...bare(type.namespace, name), type: inner, occurs }
      if (inner.kind === 'record') return { ...element, children: fieldsOf(inner, growing) }
      return { ...element, text: valueFor(name, inner, growing) }
    }),
  )
}

function howOften(occurs: Cardinality, { below, inHundred }: Chance): number {
  if (occurs === '1..1') return 1
  if (occurs === '0..1') return inHundred(60) ? 1 : 0
  return Number(occurs[0]) + below(3)
}

function valueFor(name: string, type: Exclude<AnyType, RecordType>, { chance, known, sensible }: Growing): string {
  const value = chance.inHundred(sensible) ? sensibleValue(name, type, { chance, known }) : null
  return value ?? randomValue(type, chance)
}
