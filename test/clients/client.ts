/** A SOAP client in another language as a process (client.py, client.php): what it is told it calls, and every answer is held against the published schema. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { byPublished, type Validate } from '../contracts/validators.ts'
import { A_SYSTEM } from '../service/desk.ts'

export type Version = 1 | 2 | 3
export type Answer = Readonly<Record<string, unknown>>

export type Client = {
  /** Calls an operation. Gives the one element of its answer as the client understood it; what is not there is left out. */
  readonly call: (operation: string, version: Version, told: object) => Promise<Answer>
  /** The operations called so far, as "RegisterCard 3". */
  readonly done: ReadonlySet<string>
  /** Ends it; it must have had nothing to complain of. */
  readonly end: () => Promise<void>
}

/** From which WSDLs it works: the published ones with the service's endpoint, or ours over HTTP with the endpoint that they name. */
export type Contract = 'published' | 'ours'

export type Service = { readonly address: string; readonly contract: Contract }

export type Language = { readonly program: string | undefined; readonly script: string }

const PUBLISHED = fileURLToPath(new URL('../../../shared/contracts/cgi-efrikort/', import.meta.url))
const inFolder = (name: string) => join(import.meta.dirname, name)

export const ZEEP: Language = { program: process.env['EFRIKORT_TEST_PYTHON'], script: inFolder('client.py') }
export const PHP: Language = { program: process.env['EFRIKORT_TEST_PHP'], script: inFolder('client.php') }

/** Starts a client against the service's address; it is gone when the test ends. */
export function startClient(t: TestContext, { program, script }: Language, { address, contract }: Service): Client {
  const child = spawn(program ?? '', [script, A_SYSTEM], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  t.after(() => child.kill('SIGKILL'))
  let complaints = ''
  child.stderr.on('data', (part) => {
    complaints += part
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const done = new Set<string>()
  return {
    done,
    call: async (operation, version, told) => {
      const endpoint = `${address}/efrikortService/${operation}/${version}/rivtabp21`
      const { folder } = publishedOf(operation, version)
      const place =
        contract === 'ours'
          ? { wsdl: `${endpoint}?wsdl`, endpoint: null }
          : { wsdl: `${folder}/${operation}Interaction_${version}.0_RIVTABP21.wsdl`, endpoint }
      child.stdin.write(`${JSON.stringify({ ...place, operation, arguments: told })}\n`)
      const { value: line } = await lines.next()
      assert.ok(line !== undefined, `${operation} ${version}: the client ended; it said:\n${complaints}`)
      const { answer, xml } = JSON.parse(line)
      validatorOf(operation, version)(xml)
      done.add(`${operation} ${version}`)
      const [result] = Object.values(plain(answer) as object)
      return result as Answer
    },
    end: async () => {
      child.stdin.end()
      assert.deepEqual([(await ended)[0], complaints], [0, ''])
    },
  }
}

/** zeep tells what is absent as null or as an empty list, and the room for elements of other namespaces as a field of its own; PHP does neither. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  const isThere = (field: unknown) => field !== null && !(Array.isArray(field) && field.length === 0)
  const fields = Object.entries(value).filter(([name, field]) => name !== '_value_1' && isThere(field))
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]))
}

const publishedOf = (operation: string, version: Version): { readonly folder: string; readonly schema: string } => {
  const [schema] = globSync(`${version}.0/interactions/**/${operation}Interaction/*.xsd`, { cwd: PUBLISHED })
  assert.ok(schema, `${operation} ${version} is published`)
  return { folder: join(PUBLISHED, schema, '..'), schema: join(PUBLISHED, schema) }
}

const validators = new Map<string, Validate>()

function validatorOf(operation: string, version: Version): Validate {
  const key = `${operation} ${version}`
  const { schema } = publishedOf(operation, version)
  const validator = validators.get(key) ?? byPublished(schema, readFileSync(schema, 'utf8'))
  validators.set(key, validator)
  return validator
}
