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

/** The answer's button that makes what was shown come true, where it was shown. */
export async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.locator('.outcome').waitFor()
}

/** Registers a typed amount, whatever steps lie between. */
export async function registerFee(page: Page, amount: string, visit?: string): Promise<void> {
  await typeFee(page, amount, visit)
  const next = page.getByRole('button', { name: 'Registrera avgiften', exact: true })
  await next.or(page.locator('.outcome')).first().waitFor()
  if (await next.isVisible()) await next.click()
  await page.locator('.outcome').waitFor()
}

/** The rows of the fees that stand on the patient's page, the newest first. */
export const feeRows = (page: Page): Locator => page.locator('table.fees tbody tr')
