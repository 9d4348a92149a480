/** What is done at the till while it is measured, by what stands on its pages. */

import type { Browser, Page } from 'playwright-core'

/** Of the demo's staff: card and PIN. */
export const NURSE = { id: 'SE5599990000-E001', pin: '2222' }
export const SUPPORT = { id: 'SE2321000198-E004', pin: '5555' }
export type Card = typeof NURSE
/** Synthetic. */
export const PATIENT = '199001012385'

const SIZE = { width: 1280, height: 900 }

/** A window in which one of the staff is logged in. */
export async function newWindow(browser: Browser, address: string, card: Card): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, viewport: SIZE, locale: 'sv-SE' })
  const page = await context.newPage()
  await page.goto('/')
  await showCard(page, card)
  await page.locator('[data-search]').first().waitFor()
  return page
}

export async function showCard(page: Page, { id, pin }: Card): Promise<void> {
  await page.locator('select').selectOption(id)
  await page.locator('input[type=password]').fill(pin)
  await page.locator('button').first().click()
}

export async function search(page: Page, person: string): Promise<void> {
  await page.goto('/')
  await typeNumber(page, person)
  await page.keyboard.press('Enter')
  await page.locator('.glance').waitFor()
}

const typeNumber = (page: Page, person: string): Promise<void> => page.locator('[data-search]').first().fill(person)

/** Whatever steps lie between: what was typed may have been shown already. */
export async function registerFee(page: Page, amount: string): Promise<void> {
  await page.evaluate("document.querySelector('.outcome')?.remove()")
  await page.locator('#amount').fill(amount)
  await page.locator('form[data-quote] button').first().click()
  await page.locator('.outcome, .compare').first().waitFor()
  if (await page.locator('.compare').isVisible()) await page.locator('main form[data-once] button').first().click()
  await page.locator('.outcome').waitFor()
}

/** A click that leads from one page to the next. `ready`: gets to where it is done. `lands`: seen when the next page stands. */
export type Step = {
  readonly ready: () => Promise<unknown>
  readonly act: () => Promise<unknown>
  readonly lands: string
}

export const pagesOf = (page: Page): readonly (readonly [string, Step])[] => [
  [
    'the patient’s page, from Enter in the search (the number is posted, the page of eight fees fetched)',
    {
      ready: async () => {
        await page.goto('/')
        await typeNumber(page, PATIENT)
      },
      act: () => page.keyboard.press('Enter'),
      lands: '.glance',
    },
  ],
  [
    'the patient’s page, from the link back to it',
    {
      ready: async () => {
        await search(page, PATIENT)
        await page.locator('a[href$="/kvitto"]').click()
        await page.locator('#provider').waitFor()
      },
      act: () => page.locator('main a[href^="/patient/"]').first().click(),
      lands: '.glance',
    },
  ],
  [
    'the form for a receipt, from its link',
    {
      ready: () => search(page, PATIENT),
      act: () => page.locator('a[href$="/kvitto"]').click(),
      lands: '#provider',
    },
  ],
]
