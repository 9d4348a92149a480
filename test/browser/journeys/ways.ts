/** Ways to use the till: by keyboard alone, beside another till, in English, on paper. */

import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { find, registerFee } from '../desk.ts'
import { inWindow, type Journey, said, tells, whole } from '../journey.ts'
import { examine, look, lookAtPrint } from '../look.ts'
import { PATIENTS } from '../patients.ts'

/** At the calendar within a field for a day, which is a stop of its own, the browser draws the focus itself. */
const FOCUSED = `(() => {
  const one = document.activeElement
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
  const box = one.getBoundingClientRect()
  return { name: (one.textContent || one.name || one.id).trim().slice(0, 40), tag: one.tagName,
    isShown: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none' || (one.type === 'date' && !one.matches(':focus-visible')), isSized: box.width > 0 && box.height > 0 }
})()`

type Focused = { readonly name: string; readonly tag: string; readonly isShown: boolean; readonly isSized: boolean }

/** Goes on by the tabulator until the focus stands on what is told; each stop on the way must be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab')
    const focused = (await page.evaluate(FOCUSED)) as Focused
    if (focused.tag === 'BODY') continue
    assert.ok(focused.isShown && focused.isSized, `the focus is not seen on ${focused.tag} "${focused.name}"`)
    if (focused.name === name) return
  }
  assert.fail(`the tabulator never comes to "${name}"`)
}

export const WAYS: readonly Journey[] = [
  {
    name: 'by keyboard alone a patient is found, a fee registered and taken back, the focus seen at every stop',
    walk: (till) =>
      inWindow(till.as('nurse'), async (page) => {
        await find(page, PATIENTS.near)
        await page.locator('h1').click()
        await page.keyboard.press('/')
        await page.keyboard.type(PATIENTS.keyboard)
        await page.keyboard.press('Enter')
        await tells(page, new RegExp(PATIENTS.keyboard))
        await page.keyboard.press('4')
        await tabTo(page, 'Registrera avgift')
        await look(page, 'keyboard-focus')
        await page.keyboard.press('Enter')
        await page.locator('.outcome').waitFor()
        await tells(page, /100 av 1 450 kr/, '.glance')
        await tabTo(page, 'Ångra')
        await page.keyboard.press('Enter')
        await page.getByText('Avgiften är borttagen').waitFor()
        await tells(page, /Inga avgifter registrerade/, '.glance')
      }),
  },
  {
    name: 'a fee registered at one till is seen at another by itself, and a form being filled in stays',
    walk: (till) =>
      inWindow(till.as('nurse'), async (here) =>
        inWindow(till.as('support'), async (there) => {
          await find(there, PATIENTS.live)
          await find(here, PATIENTS.live)
          await there.getByRole('textbox', { name: 'Belopp' }).fill('333')
          await registerFee(here, '165')
          await there.locator('.glance').getByText('165').first().waitFor()
          assert.equal(await there.getByRole('textbox', { name: 'Belopp' }).inputValue(), '333')
          await look(there, 'live-changed')
        }),
      ),
  },
  {
    name: 'the quote follows what is typed, up to the card',
    walk: (till) =>
      inWindow(till.as('nurse'), async (page) => {
        await find(page, PATIENTS.near)
        await page.getByRole('textbox', { name: 'Belopp' }).fill('400')
        await tells(page, /bara betala 150 kr/)
        await look(page, 'quote-capped')
      }),
  },
  {
    name: 'in English every page says the same in English',
    walk: (till) =>
      inWindow(till.as('reader'), async (page) => {
        await page.getByRole('button', { name: 'English' }).click()
        await tells(page, /Find a patient/)
        assert.equal(await page.locator('html').getAttribute('lang'), 'en')
        await look(page, 'search-english')
        await page.locator('main input:not([type=hidden])').first().fill(PATIENTS.reached)
        await page.keyboard.press('Enter')
        await page.waitForURL('**/patient/*')
        assert.doesNotMatch(await whole(page), /betalt|avgift|frikort uppnått|vårdgivare/i)
        await look(page, 'patient-english')
      }),
  },
  {
    name: 'on paper stand the state, the fees and the patient, without menus and buttons',
    walk: (till) =>
      inWindow(till.as('nurse'), async (page) => {
        await find(page, PATIENTS.reached)
        await lookAtPrint(page, 'patient-printed')
        const shown = await said(page)
        assert.match(shown, /Frikort uppnått/)
        assert.equal(await page.getByRole('link', { name: 'Sök frikort' }).isVisible(), false)
        assert.equal(await page.getByRole('button', { name: 'Registrera avgift', exact: true }).isVisible(), false)
        await page.emulateMedia({ media: 'screen' })
        await examine(page, 'after printing')
      }),
  },
]
