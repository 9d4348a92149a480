/** What is measured at the till, and how: by the browser's own clock from the click until the frame is painted, by what came over the line. */

import type { Browser, Page } from 'playwright-core'
import { type Card, newWindow, registerFee, type Step, showCard } from './desk.ts'

/** Milliseconds. */
export type Figures = { readonly half: number; readonly most: number; readonly least: number; readonly longest: number }

export function figuresOf(seen: readonly number[]): Figures {
  const sorted = [...seen].sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { half: at(0.5), most: at(0.95), least: at(0), longest: at(1) }
}

/** From the start of the navigation, which is the click, to its first paint with content. */
const PAINTED = `new Promise((resolve) => {
  const tell = (list) => list.getEntriesByName('first-contentful-paint').forEach(({ startTime }) => resolve(startTime))
  new PerformanceObserver(tell).observe({ type: 'paint', buffered: true })
})`

export async function paintOf(page: Page, { ready, act, lands }: Step): Promise<number> {
  await ready()
  await act()
  await page.locator(lands).waitFor()
  return (await page.evaluate(PAINTED)) as number
}

/** From the PIN sent to the search painted: two servers, four redirections, one page. */
export async function loginOf(browser: Browser, address: string, card: Card): Promise<number> {
  const context = await browser.newContext({ baseURL: address })
  const page = await context.newPage()
  await page.goto('/')
  await showCard(page, card)
  await page.locator('[data-search]').first().waitFor()
  const took = (await page.evaluate(PAINTED)) as number
  await context.close()
  return took
}

/** From the answer at one till until the sum stands, painted, at the other. */
export async function spreadOf(
  { here, there }: { readonly here: Page; readonly there: Page },
  amount: string,
): Promise<number> {
  const before = await there.locator('.sum').innerHTML()
  const seen = there.evaluate(`new Promise((resolve) => {
    const look = () => {
      const sum = document.querySelector('.sum')
      if (sum === null || sum.innerHTML === ${JSON.stringify(before)}) setTimeout(look, 5)
      else requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))
    }
    look()
  })`) as Promise<number>
  await registerFee(here, amount)
  const answered = Date.now()
  return Math.max(0, (await seen) - answered)
}

/** Of the search after login and of the patient's page, nothing kept from before: the head and the body of each answer. */
export async function bytesOfFirstVisit(
  browser: Browser,
  address: string,
  card: Card,
): Promise<readonly [string, number][]> {
  const page = await newWindow(browser, address, card)
  const line = await page.context().newCDPSession(page)
  const kinds = new Map<string, string>()
  const sums = new Map<string, number>()
  line.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    sums.set(kind, (sums.get(kind) ?? 0) + encodedDataLength)
  })
  await line.send('Network.enable')
  await line.send('Network.clearBrowserCache')
  await page.goto('/', { waitUntil: 'load' })
  await page.locator('[data-search]').first().fill('199001012385')
  await page.keyboard.press('Enter')
  await page.locator('.glance').waitFor()
  await page.waitForLoadState('load')
  await page.context().close()
  const total = [...sums].reduce((sum, [kind, bytes]) => (kind === 'Font' ? sum : sum + bytes), 0)
  return [...sums, ['all of it, font apart', total]]
}
