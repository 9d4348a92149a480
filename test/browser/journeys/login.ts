/** Journeys through login: card and PIN, which assignment, and those who have nothing to do here. */

import assert from 'node:assert/strict'
import { inWindow, type Journey, tells, whole } from '../journey.ts'
import { look } from '../look.ts'
import { logIn, showCard } from '../staff.ts'

export const LOGIN: readonly Journey[] = [
  {
    name: 'one who types a wrong PIN is told how many tries are left, and then that the card is locked',
    walk: (till) =>
      inWindow(till.stranger(), async (page) => {
        await page.goto('/')
        await look(page, 'login-card')
        await showCard(page, 'SE5599980000-E001', '0000')
        await tells(page, /2 försök/)
        await look(page, 'login-wrong-pin')
        await showCard(page, 'SE5599980000-E001', '0000')
        await showCard(page, 'SE5599980000-E001', '0000')
        await tells(page, /spärrat/i)
        await look(page, 'login-locked')
      }),
  },
  {
    name: 'one who has two assignments chooses, may switch without a new login, and logs out',
    walk: (till) =>
      inWindow(till.stranger(), async (page) => {
        await page.goto('/')
        await showCard(page, 'SE2321000198-E001', '1111')
        await page.waitForURL('**/uppdrag**')
        await look(page, 'login-assignments')
        await page.getByLabel('Hälsocentralen Bomhus').check()
        await page.getByRole('button', { name: 'Fortsätt' }).click()
        await tells(page, /Hälsocentralen Bomhus/, 'body')
        await page.getByRole('link', { name: 'Byt uppdrag' }).click()
        await page.getByLabel('Hälsocentralen Sätra').check()
        await page.getByRole('button', { name: 'Fortsätt' }).click()
        await tells(page, /Hälsocentralen Sätra/, 'body')
        await page.getByRole('button', { name: 'Logga ut' }).click()
        await look(page, 'login-out')
        await page.goBack()
        await page.reload()
        assert.doesNotMatch(await whole(page), /Rut Receptionist.*Sätra/s)
      }),
  },
  {
    name: 'one whose assignment is over, or has a purpose that the region does not accept, is told why and whom to call',
    walk: async (till) => {
      await inWindow(till.stranger(), async (page) => {
        await page.goto('/')
        await showCard(page, 'SE2321000198-E006', '7777')
        await tells(page, /tog slut 2025-08-31.*026-15 51 20/)
        await look(page, 'login-assignment-over')
      })
      await inWindow(till.stranger(), async (page) => {
        await page.goto('/')
        await logIn(page, 'quality')
        await tells(page, /ändamålet Kvalitetsregister.*026-15 51 20/)
        await look(page, 'login-purpose')
      })
    },
  },
]
