/** What staff do at the till, by what they read on the page: one function for each act. */

import type { Locator, Page } from 'playwright-core'

/** Finds the patient by the field for search, and stands on the patient's page. */
export async function find(page: Page, number: string): Promise<void> {
  await page.goto('/')
  await search(page, number)
  await page.waitForURL('**/patient/*')
}

export async function search(page: Page, number: string): Promise<void> {
  await page.getByLabel('Personnummer, samordningsnummer eller reservnummer').fill(number)
  await page.getByRole('button', { name: 'Sök', exact: true }).click()
}

/** Types an amount for a visit today, or the day told, and asks to register. */
export async function typeFee(page: Page, amount: string, visit?: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Belopp' }).fill(amount)
  if (visit !== undefined) await page.getByLabel('Besöksdag').fill(visit)
  await page.getByRole('button', { name: 'Registrera avgift', exact: true }).click()
}

/** Does what leads back to the patient's page, and waits until it is told there what was saved. What the script had not shown before is shown then, and confirmed. */
export async function saving(page: Page, act: () => Promise<void>): Promise<void> {
  const before = page.url()
  await act()
  const saved = page.waitForURL(isToldAfter(before))
  const button = page.getByRole('button', { name: 'Registrera avgiften', exact: true })
  const isAsked = await Promise.race([saved.then(() => false), button.waitFor().then(() => true)])
  if (isAsked) await button.click()
  await saved
  await page.locator('.outcome').waitFor()
}

/** As `saving`, where what was shown is confirmed by the act itself. */
async function told(page: Page, act: () => Promise<void>): Promise<void> {
  const before = page.url()
  await act()
  await page.waitForURL(isToldAfter(before))
  await page.locator('.outcome').waitFor()
}

const isToldAfter =
  (before: string) =>
  ({ href, searchParams }: URL): boolean =>
    href !== before && searchParams.has('utfall')

/** The answer's button that makes what was shown come true. */
export const confirm = (page: Page, name: string): Promise<void> =>
  told(page, () => page.getByRole('button', { name, exact: true }).click())

/** Registers a typed amount. */
export const registerFee = (page: Page, amount: string, visit?: string): Promise<void> =>
  saving(page, () => typeFee(page, amount, visit))

/** The rows of the fees that stand on the patient's page, the newest first. */
export const feeRows = (page: Page): Locator => page.locator('table.fees tbody tr')
