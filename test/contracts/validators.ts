/** Schema validation by libxml2, which knows nothing of our codec: by the published schemas and by those we serve. */

import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import type { Contract, Operation } from '../../src/contracts/soap/form.ts'
import { schemaName, schemasOf } from '../../src/contracts/soap/schema.ts'

const SOAP = { soap: 'http://schemas.xmlsoap.org/soap/envelope/' }
const served = new XmlBufferInputProvider({})
xmlRegisterFsInputProviders()
xmlRegisterInputProvider(served)

/** Throws when the element in the envelope's body does not follow the schema. */
export type Validate = (envelope: string) => void

/** Validates by a published schema file, its imports followed on disk. */
export const byPublished = (path: string, text: string): Validate => validator(path, text)

/** Validates by the schemas that we would serve, their imports followed as a client would over HTTP. */
export function byServed(contract: Contract, operation: Operation): Validate {
  const base = `http://served/${operation.name}/${operation.version}/`
  const locate = (namespace: string) => `rivtabp21?xsd=${schemaName(namespace)}`
  const schemas = schemasOf(contract, operation, locate)
  for (const [namespace, schema] of schemas) served.addBuffer(base + locate(namespace), Buffer.from(schema))
  return validator(base + locate(operation.namespace), schemas.get(operation.namespace) ?? '')
}

function validator(url: string, schema: string): Validate {
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(schema.trimStart(), { url }))
  return (envelope) => {
    const document = XmlDocument.fromString(envelope)
    try {
      const [element] = document.root.find('soap:Body/*', SOAP)
      validator.validate(element as Parameters<typeof validator.validate>[0] & object)
    } finally {
      document.dispose()
    }
  }
}
