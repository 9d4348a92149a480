/** A journey through the till: what somebody does there, and what they must then see. */

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Visit } from './chromium.ts'
import type { Till } from './till.ts'

export type Journey = { readonly name: string; readonly walk: (till: Till) => Promise<void> }

/** Walks in a window, which afterwards is closed, and must have complained of nothing. */
export async function inWindow(
  opening: Promise<Visit>,
  walk: (page: Page, window: Visit) => Promise<void>,
): Promise<void> {
  const window = await opening
  try {
    await withinPatience(walk(window.page, window))
    window.heard.nothing()
  } finally {
    await window.close()
  }
}

const LONGEST_JOURNEY_MS = 120_000

/** A page that never answers would hold up every other journey. */
async function withinPatience(walking: Promise<void>): Promise<void> {
  const late = new AbortController()
  const overdue = sleep(LONGEST_JOURNEY_MS, null, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`the journey has not come to its end within ${LONGEST_JOURNEY_MS / 1_000} s`)
  })
  overdue.catch(() => undefined)
  try {
    await Promise.race([walking, overdue])
  } finally {
    late.abort()
  }
}

/** What is seen of the first such part of the page, with every blank as one. */
export async function seen(page: Page, part: string): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is seen is asked for, not what stands hidden in the page
  const read = (one: unknown): string => (one as { readonly innerText: string }).innerText
  const text = await page.locator(part).first().evaluate(read)
  return text.replace(/\s+/g, ' ')
}

export const said = (page: Page): Promise<string> => seen(page, 'main')
export const whole = (page: Page): Promise<string> => seen(page, 'body')
/** The state that the patient's page tells first. */
export const state = (page: Page): Promise<string> => seen(page, '.glance')

const PATIENCE_MS = 15_000
const LOOK_AGAIN_MS = 50

/** Waits until that part of the page says it, since a form is sent without leaving the page; fails with what it says instead. */
export async function tells(page: Page, pattern: RegExp, part = 'main'): Promise<void> {
  const tired = performance.now() + PATIENCE_MS
  while (performance.now() < tired) {
    if (pattern.test(await seen(page, part).catch(() => ''))) return
    await sleep(LOOK_AGAIN_MS)
  }
  assert.match(await seen(page, part), pattern)
}
