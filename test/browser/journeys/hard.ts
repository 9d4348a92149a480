/** What goes wrong at a till: sent twice, gone back, two tabs, a session that ends, a network that is lost. Nothing is registered twice, nothing typed lost. */

import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { confirm, feeRows, find, registerFee, saving, typeFee } from '../desk.ts'
import { inWindow, type Journey, tells } from '../journey.ts'
import { look } from '../look.ts'
import { PATIENTS } from '../patients.ts'
import { logIn } from '../staff.ts'

/** The fields of the form that stands on the page, as they would be sent. */
async function fieldsOf(page: Page): Promise<{ readonly address: string; readonly fields: Record<string, string> }> {
  const form = page.locator('main form[data-once]').first()
  const fields: Record<string, string> = {}
  for (const input of await form.locator('input').all())
    fields[(await input.getAttribute('name')) ?? ''] = (await input.getAttribute('value')) ?? ''
  return { address: (await form.getAttribute('action')) || page.url(), fields }
}

export const HARD: readonly Journey[] = [
  {
    name: 'a fee sent twice by a double click, and again after going back, is registered once',
    walk: (till) =>
      inWindow(till.as('nurse'), async (page) => {
        await find(page, PATIENTS.twice)
        await saving(page, async () => {
          await page.getByRole('textbox', { name: 'Belopp' }).fill('110')
          await page.getByRole('button', { name: 'Registrera avgift', exact: true }).dblclick()
        })
        assert.equal(await feeRows(page).count(), 1)
        await page.goBack()
        await page.locator('main').waitFor()
        await find(page, PATIENTS.twice)
        await tells(page, /110 av 1 450 kr/, '.glance')
      }),
  },
  {
    name: 'without script, a form that is sent again is registered once, and annulled with a reason',
    walk: (till) =>
      inWindow(till.as('nurse', { script: false }), async (page) => {
        await find(page, PATIENTS.scriptless)
        await typeFee(page, '130')
        await look(page, 'register-preview-scriptless', { isExamined: false })
        const sent = await fieldsOf(page)
        await confirm(page, 'Registrera avgiften')
        assert.ok((await page.request.post(sent.address, { form: sent.fields })).ok())
        await find(page, PATIENTS.scriptless)
        await tells(page, /130 av 1 450 kr/, '.glance')
        assert.equal(await feeRows(page).count(), 1)
        await page.getByRole('link', { name: /^Ta bort/ }).click()
        await page.getByLabel('Varför tas avgiften bort?').fill('dubbel')
        await confirm(page, 'Ta bort avgiften')
        await tells(page, /Inga avgifter registrerade/, '.glance')
        await look(page, 'patient-annulled-scriptless', { isExamined: false })
      }),
  },
  {
    name: 'two tabs on one patient register each its own fee, and both stand',
    walk: (till) =>
      inWindow(till.as('nurse'), async (one, { tab }) => {
        await find(one, PATIENTS.new)
        const other = await tab()
        await other.goto(one.url())
        await registerFee(one, '100')
        await registerFee(other, '105')
        await tells(other, /205 av 1 450 kr/, '.glance')
      }),
  },
  {
    name: 'a session that ends under a half-filled form gives it back to the same employee, saved once',
    walk: (till) =>
      inWindow(till.as('receptionist'), async (page) => {
        await find(page, PATIENTS.ended)
        await page.getByRole('textbox', { name: 'Belopp' }).fill('145')
        await till.endSession(page)
        await page.getByRole('button', { name: 'Registrera avgift', exact: true }).click()
        await page
          .getByText('Inget har registrerats', { exact: false })
          .or(page.getByText('inget har registrerats'))
          .first()
          .waitFor()
        await look(page, 'session-ended')
        await page.getByRole('link', { name: 'Logga in igen' }).click()
        await page.locator('select').waitFor()
        await logIn(page, 'receptionist', { isBack: true })
        await page.locator('.kept-form').waitFor()
        await tells(page, /145/)
        await look(page, 'kept-form')
        await saving(page, () => page.locator('.kept-form button').first().click())
        await tells(page, /145 av 1 450 kr/, '.glance')
      }),
  },
  {
    name: 'when the network is lost, it is said what was not saved, and the same form is sent again without risk',
    walk: (till) =>
      inWindow(till.as('nurse'), async (page, { heard }) => {
        heard.expect(/ERR_INTERNET_DISCONNECTED/)
        await find(page, PATIENTS.offline)
        await page.getByRole('textbox', { name: 'Belopp' }).fill('155')
        await page.context().setOffline(true)
        await page.getByRole('button', { name: 'Registrera avgift', exact: true }).click()
        await page.getByText('Ingen kontakt med tjänsten').waitFor()
        await look(page, 'network-lost')
        await page.context().setOffline(false)
        await saving(page, () => page.getByRole('button', { name: 'Skicka igen' }).click())
        await tells(page, /155 av 1 450 kr/, '.glance')
        assert.equal(await feeRows(page).count(), 1)
      }),
  },
]
