/** The demo's staff, as they log in: the card is chosen, the PIN typed, the assignment chosen if there are several. */

import type { Page } from 'playwright-core'

const STAFF = {
  receptionist: { id: 'SE2321000198-E001', name: 'Rut Receptionist', pin: '1111', unit: 'Hälsocentralen Bomhus' },
  nurse: { id: 'SE5599990000-E001', name: 'Sven Sköterska', pin: '2222', unit: null },
  reader: { id: 'SE2321000198-E002', name: 'Lisa Läsare', pin: '3333', unit: null },
  administrator: { id: 'SE2321000198-E003', name: 'Adam Administratör', pin: '4444', unit: null },
  support: { id: 'SE2321000198-E004', name: 'Cecilia Centralkassa', pin: '5555', unit: null },
  quality: { id: 'SE2321000198-E005', name: 'Kalle Kvalitet', pin: '6666', unit: null },
  substitute: { id: 'SE2321000198-E006', name: 'Vera Vikarie', pin: '7777', unit: null },
  outsider: { id: 'SE5599980000-E001', name: 'Ulla Utanför', pin: '8888', unit: null },
} as const

export type Employee = keyof typeof STAFF

export const nameOf = (employee: Employee): string => STAFF[employee].name

/** Takes a page that leads to the login. Ends where that page was asked for. One who is back goes on with the assignment of before. */
export async function logIn(page: Page, employee: Employee, { isBack = false } = {}): Promise<void> {
  const { id, pin, unit } = STAFF[employee]
  await showCard(page, id, pin)
  if (unit === null || isBack) return
  await page.getByLabel(unit).check()
  await page.getByRole('button', { name: /^(Fortsätt|Go on|Continue)$/ }).click()
}

export async function showCard(page: Page, id: string, pin: string): Promise<void> {
  await page.locator('select').selectOption(id)
  await page.locator('input[type=password]').fill(pin)
  await page.locator('button').first().click()
}
