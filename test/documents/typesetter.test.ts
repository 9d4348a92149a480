/** Documents are set in threads: so many at once, the first with the first document, and what goes wrong with one harms no other. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { typesetter } from '../../src/documents/typesetter.ts'

const FRAGILE = new URL('./fragileWorker.ts', import.meta.url)
const order = (act: string, after = 0) => ({ template: 'any.typ', data: { act, after } })

describe('so many at once and no more', () => {
  test('the others wait their turn, and all are set', async () => {
    const { set, busy } = typesetter(2, FRAGILE)
    assert.deepEqual(busy(), { threads: 0, working: 0, waiting: 0 })
    const all = Promise.all(Array.from({ length: 7 }, () => set(order('set', 5))))
    assert.deepEqual(busy(), { threads: 2, working: 2, waiting: 5 })
    assert.equal((await all).length, 7)
    assert.deepEqual(busy(), { threads: 2, working: 0, waiting: 0 })
  })

  test('one after another needs one thread', async () => {
    const { set, busy } = typesetter(2, FRAGILE)
    await set(order('set'))
    await set(order('set'))
    assert.deepEqual(busy(), { threads: 1, working: 0, waiting: 0 })
  })
})

describe('what goes wrong with one', () => {
  test('is told to whom asked for it, and the same thread sets the next', async () => {
    const { set, busy } = typesetter(1, FRAGILE)
    const [refused, next] = await Promise.allSettled([set(order('refuse')), set(order('set'))])
    assert.equal(refused.status === 'rejected' && String(refused.reason), 'Error: as told')
    assert.equal(next.status, 'fulfilled')
    assert.equal(busy().threads, 1)
  })

  test('even the end of the thread: another sets the next', async () => {
    const { set, busy } = typesetter(1, FRAGILE)
    const [lost, next] = await Promise.allSettled([set(order('die')), set(order('set'))])
    assert.equal(lost.status === 'rejected' && String(lost.reason), 'Error: the thread that sets documents ended')
    assert.equal(next.status, 'fulfilled')
    assert.deepEqual(busy(), { threads: 1, working: 0, waiting: 0 })
  })

  test('and a thread that cannot start refuses what it was to do', async () => {
    const { set } = typesetter(1, new URL('./noSuchWorker.ts', import.meta.url))
    await assert.rejects(set(order('set')), /Cannot find module/)
    await assert.rejects(set(order('set')), /Cannot find module/)
  })
})

const runs = (program: string) =>
  spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    timeout: 30_000,
  })
const COMPILER = `process.report.getReport().sharedObjects.some((name) => name.includes('typst'))`
const MAKE_DATA = `
const { asked } = await import('./papers.ts')
const { statementData } = await import('../../src/documents/statementData.ts')
const { statementPdf } = await import('../../src/documents/pdf.ts')
`

test('the compiler is loaded with the first document and not before, and no idle thread keeps the process alive', () => {
  const program = `${MAKE_DATA}
    const before = ${COMPILER}
    const pdf = await statementPdf(statementData(asked([])))
    console.log(before, ${COMPILER}, pdf.length > 1000)`
  const { stdout, stderr, status } = runs(program)
  assert.deepEqual([stdout.trim(), stderr, status], ['false true true', '', 0])
})

test('a process that waits for a document lives until it is there', () => {
  const program = `${MAKE_DATA}
    statementPdf(statementData(asked([]))).then((pdf) => console.log(pdf.length > 1000))`
  assert.equal(runs(program).stdout.trim(), 'true')
})
