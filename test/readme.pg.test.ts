/** The README tells the truth: its request is answered as it says, and every path it names is there. */

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compose, openDatabase } from '../src/compose.ts'
import { demoCommand } from '../src/demo/command.ts'
import { syntheticCare } from '../src/directory/syntheticFile.ts'
import { httpApp } from '../src/http/app.ts'
import { whatCanBeTried } from '../src/words/welcome.ts'

const PROJECT = join(import.meta.dirname, '..')
const README = readFileSync(join(PROJECT, 'README.md'), 'utf8')
const request = README.match(/<<'XML'\n([\s\S]*?)\nXML/)?.[1] ?? ''
const answer = README.match(/```xml\n([\s\S]*?)\n```/)?.[1] ?? ''

const withoutIds = (xml: string): string => xml.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(id)')

test('the request of the README is answered as it says, and the demo tells its story', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-readme-'))
  const quiet = () => undefined
  const database = await openDatabase({ dataFolder: folder, database: { kind: 'embedded' } }, quiet, { mayJoin: false })
  const composed = await compose(database, quiet)
  const app = await httpApp(composed.ports, [], { quiet: true })
  t.after(async () => {
    await app.close()
    await composed.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const posted = await fetch(`${address}/efrikortService/RegisterTransaction/3/rivtabp21`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: request,
  })
  assert.equal(withoutIds(await posted.text()), withoutIds(answer))

  const told: string[] = []
  t.mock.method(process.stdout, 'write', (line: string) => told.push(line) > 0)
  assert.equal(await demoCommand([address]), 0)
  t.mock.restoreAll()
  const story = told.join('')
  for (const part of [
    /200\u00a0kr i stället för 250\u00a0kr/,
    /Frikort 21[2-9A-HJKMNP-Z]{10}, gäller .* \(preliminärt\)/,
    /: 0 kr\./,
    /Betalt 1\u00a0300\u00a0kr, 150\u00a0kr återstår till frikort/,
    /är nu 150\u00a0kr överdebiterat och ska betalas tillbaka/,
    /Patienten ska få tillbaka 150\u00a0kr/,
    /Annan vårdgivare/,
  ])
    assert.match(story, part)
})

test('the example that the server prints is the README\u2019s', () => {
  assert.ok(whatCanBeTried('http://127.0.0.1:8080', syntheticCare()).includes(request))
})

test('every file and folder that the README names is there', () => {
  const named = [...README.matchAll(/`((?:src|docs|db|test|script|bin)\/[\w./-]+)`|^((?:src|docs|db|test)\/[\w/]+)/gm)]
  assert.ok(named.length > 10)
  for (const [, inText, inMap] of named) {
    const path = (inText ?? inMap ?? '').trim()
    assert.ok(existsSync(join(PROJECT, path)), `${path} is named and not there`)
  }
})
