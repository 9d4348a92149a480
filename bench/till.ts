/**
 * How fast the till is for those who sit at it: from click to painted in Debian's Chromium, the bytes of a first visit, logging in, and how soon a
 * change made at one till stands at another. Service, database and browser share the machine.
 *
 *   script/bench till [--rounds 40]
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { NURSE, newWindow, PATIENT, pagesOf, registerFee, SUPPORT, search } from './till/desk.ts'
import { bytesOfFirstVisit, type Figures, figuresOf, loginOf, paintOf, spreadOf } from './till/measures.ts'
import { startService } from './wire/programs.ts'

const CHROMIUM = process.env['EFRIKORT_TEST_CHROMIUM'] ?? '/usr/bin/chromium'
const WORDS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const FEES = 8

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' } } })
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-bench-till-'))
  const service = await startService(join(folder, 'data'), folder)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: WORDS })
  try {
    await measure(browser, `http://127.0.0.1:${service.port}`, Number(values.rounds))
  } finally {
    await browser.close()
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(browser: Browser, address: string, rounds: number): Promise<void> {
  console.log(
    `Node ${process.version} on ${process.platform} ${process.arch}; Chromium ${browser.version()}; ${rounds} rounds.\n`,
  )
  const login = await timesOf(Math.min(rounds, 10), () => loginOf(browser, address, NURSE))
  const bytes = await bytesOfFirstVisit(browser, address, NURSE)
  const window = await newWindow(browser, address, NURSE)
  await search(window, PATIENT)
  for (let fee = 0; fee < FEES; fee += 1) await registerFee(window, String(10 + fee))
  const pages = pagesOf(window)
  const measures: [string, Figures][] = []
  for (const [name, act] of pages) measures.push([name, await timesOf(rounds, () => paintOf(window, act))])
  const other = await newWindow(browser, address, SUPPORT)
  await search(other, PATIENT)
  await search(window, PATIENT)
  let amount = 100
  const spread = await timesOf(Math.min(rounds, 20), () => {
    amount += 1
    return spreadOf({ here: window, there: other }, String(amount))
  })
  table('From click to painted', [...measures])
  table('Logging in, and beside another till', [
    ['from the card shown (PIN typed) to the search painted', login],
    ['from a fee answered at one till to its sum painted at another', spread],
  ])
  console.log('\n## The first visit, as it comes over the line\n')
  row('part', 'bytes')
  row('---', '---')
  for (const [part, count] of bytes) row(part, count.toLocaleString('en'))
}

async function timesOf(rounds: number, act: () => Promise<number>): Promise<Figures> {
  const seen: number[] = []
  await act()
  for (let round = 0; round < rounds; round += 1) seen.push(await act())
  return figuresOf(seen)
}

function table(heading: string, measures: readonly (readonly [string, Figures])[]): void {
  console.log(`\n## ${heading}\n`)
  row('what', 'half within, ms', '95 of 100 within, ms', 'least, ms', 'longest, ms')
  row('---', '---', '---', '---', '---')
  for (const [name, { half, most, least, longest }] of measures) row(name, half, most, least, longest)
}

const row = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`)

await main()
