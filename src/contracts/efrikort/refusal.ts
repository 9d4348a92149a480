/**
 * Builds the answer of a refusal for any operation, whatever the shape of its answer: result code and sentence in the
 * record named ResultType, empty lists, and what the contract wants repeated from the request.
 */

import { invariant } from '../../domain/kernel/invariant.ts'
import type { AnswerOf, AnyType, Operation, RecordType, ResultOf } from '../soap/form.ts'

export type Refusal = {
  readonly resultCode: string
  readonly resultText: string
  /** What the request gave for a field, empty if nothing. */
  readonly given: (requestField: string) => string
}

/** Takes an operation and a refusal. Gives the result that a handler would return for it. */
export function refusalResult<O extends Operation>(operation: O, refusal: Refusal): ResultOf<O> {
  const [field] = Object.keys(operation.response.type.fields)
  invariant(field !== undefined, 'an answer holds one field')
  return refused(operation.response.type, operation, refusal)[field] as ResultOf<O>
}

/** Takes the result that a handler returned. Gives the whole answer. */
export function answerWith<O extends Operation>(operation: O, result: ResultOf<O>): AnswerOf<O> {
  const fields = Object.keys(operation.response.type.fields)
  invariant(fields.length === 1, 'an answer holds one field')
  return { [fields[0] as string]: result } as AnswerOf<O>
}

/** Takes an operation. Gives what finds the result code in its answers, in the record named ResultType. */
export function resultCodeIn<O extends Operation>(operation: O): (answer: AnswerOf<O>) => string {
  const path = pathToCode(operation.response.type)
  invariant(path !== null, 'an answer holds a result code')
  return (answer) => {
    let value: unknown = answer
    for (const name of path) value = (value as Readonly<Record<string, unknown>>)[name]
    return String(value)
  }
}

function pathToCode(type: RecordType): readonly string[] | null {
  for (const [name, [inner, occurs]] of Object.entries(type.fields)) {
    if (type.name === 'ResultType' && inner.kind === 'choice') return [name]
    const within = inner.kind === 'record' && occurs === '1..1' ? pathToCode(inner) : null
    if (within !== null) return [name, ...within]
  }
  return null
}

function refused(type: RecordType, operation: Operation, refusal: Refusal): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, [inner, occurs]] of Object.entries(type.fields)) {
    const repeated = operation.echo?.[name]
    if (type.name === 'ResultType') values[name] = inner.kind === 'choice' ? refusal.resultCode : refusal.resultText
    else if (inner.kind === 'record' && occurs === '1..1') values[name] = refused(inner, operation, refusal)
    else if (repeated !== undefined) values[name] = [cut(refusal.given(repeated), inner)]
    else if (occurs.endsWith('*')) values[name] = []
  }
  return values
}

/** As much of a text as its type has room for. */
function cut(text: string, type: AnyType): string {
  const limit = 'maxLength' in type ? type.maxLength : undefined
  return [...text].slice(0, limit).join('')
}
