/**
 * A state of a page, looked at: it fits the screens it is made for, and axe-core finds nothing, in light and in dark. Its pictures are kept
 * under .build/screenshots, for eyes.
 */

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

export const PICTURES = join(import.meta.dirname, '..', '..', '.build', 'screenshots')
export const WIDTHS = [320, 768, 1280, 1920] as const
export const SCHEMES = ['light', 'dark'] as const
/** Both colours, and what stands differently on a narrow and on a wide screen, are examined by two looks. */
const EXAMINED: readonly string[] = ['320 px, dark', '1280 px, light']
const HEIGHT = 900
/** For whoever wants to see each state at each width in both colours, which takes minutes more. */
const isEverySize = process.env['EFRIKORT_EVERY_PICTURE'] !== undefined

export const pictureOf = (state: string, width: number, scheme: string): string => `${state}-${width}-${scheme}.jpg`

/**
 * Takes a name of the state, of small letters and hyphens. Leaves the page as wide as it was, and light. `isExamined`: axe-core waits
 * for timers, which a browser without script never lets run.
 */
export async function look(page: Page, state: string, { isExamined = true } = {}): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  const before = page.viewportSize() ?? { width: 1280, height: HEIGHT }
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT })
    await assertFits(page, `${state} at ${width} px`)
    for (const scheme of SCHEMES) {
      const seen = `${width} px, ${scheme}`
      if (!isEverySize && !EXAMINED.includes(seen)) continue
      await page.emulateMedia({ colorScheme: scheme })
      const path = join(PICTURES, pictureOf(state, width, scheme))
      await page.screenshot({ path, fullPage: true, type: 'jpeg', quality: 85, caret: 'initial' })
      if (isExamined && EXAMINED.includes(seen)) await examine(page, `${state} at ${seen}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}

const PAPER = { width: 794, height: 1123 }

/** As it comes out of a printer; leaves the page printed. */
export async function lookAtPrint(page: Page, state: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  await page.setViewportSize(PAPER)
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: join(PICTURES, `${state}.jpg`), fullPage: true, type: 'jpeg', quality: 85 })
}

/** What scrolls by itself may hold what is wider. */
const OVERFLOW = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  const scrolls = (one) => one !== document.body && one !== null && (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
  const beyond = [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && !scrolls(one.parentElement))
  return [scrollWidth, clientWidth, beyond.slice(0, 3).map((one) => one.outerHTML.slice(0, 200))]
})()`

async function assertFits(page: Page, where: string): Promise<void> {
  const [content, screen, beyond] = (await page.evaluate(OVERFLOW)) as [number, number, string[]]
  assert.ok(content <= screen, `${where}: ${content} px of content, ${beyond.join(' ')}`)
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Finding = { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string }[] }

/** Fails with what axe-core finds. What it cannot judge by itself is not a finding. */
export async function examine(page: Page, where: string): Promise<void> {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(`${AXE}; undefined`)
  const findings = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as readonly Finding[]
  const told = findings.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`)
  assert.deepEqual(told, [], `axe-core, ${where}`)
}
