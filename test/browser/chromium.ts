/** Debian's Chromium, driven by playwright-core: one browser for many tests, a visit of its own for each. */

import { type Browser, chromium, type Page } from 'playwright-core'
import { type Heard, listenTo } from './noise.ts'

const PROGRAM = process.env['EFRIKORT_TEST_CHROMIUM']

/** Why the tests in a browser cannot be run here; false when they can. */
export const NO_BROWSER = PROGRAM === undefined ? 'Chromium is not there (EFRIKORT_TEST_CHROMIUM)' : false

const WORDS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: PROGRAM ?? '/usr/bin/chromium', headless: true, args: WORDS })

export type VisitOptions = {
  /** False: a browser that runs no script. */
  readonly script?: boolean
  readonly language?: 'sv' | 'en'
}

/** A browser window with cookies of its own, and what it complained of. */
export type Visit = {
  readonly page: Page
  /** Another tab with the same cookies. */
  readonly tab: () => Promise<Page>
  readonly heard: Heard
  readonly close: () => Promise<void>
}

const PATIENCE_MS = 20_000
const SIZE = { width: 1280, height: 900 }

/** Takes the address that paths are told from. */
export async function visit(
  browser: Browser,
  address: string,
  { script = true, language = 'sv' }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: address,
    javaScriptEnabled: script,
    locale: language === 'sv' ? 'sv-SE' : 'en-GB',
    timezoneId: 'Europe/Stockholm',
    viewport: SIZE,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const heard = listenTo(context)
  const tab = () => context.newPage()
  return { page: await tab(), tab, heard, close: () => context.close() }
}
