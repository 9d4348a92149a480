/** The form of version 3's operations: every name and namespace derives from the operation's own. */

import { typesIn } from '../soap/enter.ts'
import type { Fields, Operation } from '../soap/form.ts'

/** Takes an operation's name and the fields of its request and its answer: the root has the name, and its namespaces hold it. */
export function operation3<const Name extends string, const Q extends Fields, const A extends Fields>(
  name: Name,
  request: Q,
  response: A,
) {
  const domain = 'urn:riv:cgi:healthcare:efrikort'
  const namespace = `${domain}:${name}Responder:3`
  const { record } = typesIn(namespace)
  return {
    name,
    version: 3,
    namespace,
    wsdlNamespace: `${domain}:${name}:3:rivtabp21`,
    soapAction: `${namespace}:${name}`,
    request: { element: name, type: record(`${name}Type`, request) },
    response: { element: `${name}Response`, type: record(`${name}ResponseType`, response) },
  } as const satisfies Operation
}
