/** The form of the operations of versions 1 and 2: the request's root is named `…Request`, and the namespaces tell the area. */

import { typesIn } from '../soap/enter.ts'
import type { Fields, Operation } from '../soap/form.ts'
import type { EarlierVersion } from './types1and2.ts'

/** Gives the way to enter an operation of one area: by its name, and the fields of its request and its answer. */
export const operationsIn =
  (area: 'administration' | 'querying', version: EarlierVersion) =>
  <const Name extends string, const Q extends Fields, const A extends Fields>(name: Name, request: Q, response: A) => {
    const domain = `urn:com:logica:se:healthcare:efrikort:${area}`
    const namespace = `${domain}:${name}Responder:${version}`
    const { record } = typesIn(namespace)
    return {
      name,
      version,
      namespace,
      wsdlNamespace: `${domain}:${name}:${version}:rivtabp21`,
      soapAction: `${namespace}:${name}`,
      request: { element: `${name}Request`, type: record(`${name}RequestType`, request) },
      response: { element: `${name}Response`, type: record(`${name}ResponseType`, response) },
    } as const satisfies Operation
  }
