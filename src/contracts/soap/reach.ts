/** Finds what can be reached from a type: the named types it is made of, and their namespaces. */

import type { AnyType, Fields, NamedType } from './form.ts'

/** Gives every named type that can be reached from a type, itself among them, each once, in the order met. */
export function typesWithin(type: AnyType): readonly NamedType[] {
  const found = new Set<NamedType>()
  collect(type, found)
  return [...found]
}

/** Gives the namespaces of those types, the type's own first. */
export const namespacesWithin = (type: AnyType): readonly string[] => [
  ...new Set(typesWithin(type).map((named) => named.namespace)),
]

/** Gives the types that fields are made of. */
export const typesOfFields = (fields: Fields): readonly AnyType[] => Object.values(fields).map(([type]) => type)

function collect(type: AnyType, found: Set<NamedType>): void {
  if (!('name' in type) || found.has(type)) return
  found.add(type)
  if (type.kind === 'record') for (const inner of typesOfFields(type.fields)) collect(inner, found)
}
