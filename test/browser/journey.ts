/** A journey through the till: what somebody does there, and what they must then see. */

import type { Page } from 'playwright-core'
import type { Visit } from './chromium.ts'
import type { Till } from './till.ts'

export type Journey = { readonly name: string; readonly walk: (till: Till) => Promise<void> }

/** Walks in a window, which afterwards is closed, and must have complained of nothing. */
export async function inWindow(opening: Promise<Visit>, walk: (page: Page, window: Visit) => Promise<void>): Promise<void> {
  const window = await opening
  try {
    await walk(window.page, window)
    window.heard.nothing()
  } finally {
    await window.close()
  }
}

/** What stands in main, with every blank as one. */
export const said = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replace(/\s+/g, ' ')
