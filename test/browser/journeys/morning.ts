/** A receptionist's morning: fees, the card comes, a mistake is mended, a fee goes to the right patient. */

import assert from 'node:assert/strict'
import { confirm, feeRows, find, registerFee, search, typeFee } from '../desk.ts'
import { inWindow, type Journey, said, tells } from '../journey.ts'
import { look } from '../look.ts'
import { daysAgo, PATIENTS } from '../patients.ts'

export const MORNING: readonly Journey[] = [
  {
    name: 'three fees are registered, the card comes, the third is corrected, and what was wrong is undone',
    walk: (till) =>
      inWindow(till.as('receptionist'), async (page) => {
        await look(page, 'search')
        await search(page, '1990')
        await tells(page, /Numret stämmer inte. Kontrollera siffrorna./)
        await look(page, 'search-wrong')
        await find(page, '900101-2385')
        await tells(page, /19900101-2385 Test Testsson/)
        await look(page, 'patient-none')
        assert.doesNotMatch(page.url(), /9001|2385/)

        await page.getByRole('radio').first().check()
        await page.getByRole('button', { name: 'Registrera avgift', exact: true }).click()
        await page.locator('.outcome').waitFor()
        await tells(page, /Ej uppnått.*250 av 1 450 kr.*1 200 kr kvar/, '.glance')
        assert.equal(await feeRows(page).count(), 1)
        await look(page, 'patient-registered')

        await registerFee(page, '1 000 kr', daysAgo(3))
        await tells(page, /Ej uppnått.*1 250 av 1 450 kr.*200 kr kvar/, '.glance')
        // Registered before the script has shown what it comes to.
        await page.route('**/quote', (route) => route.fulfill({ status: 204 }))
        await typeFee(page, '250')
        await tells(page, /Inget är sparat ännu/)
        await look(page, 'register-preview')
        await tells(page, /Inget är sparat ännu/)
        await confirm(page, 'Registrera avgiften')
        await tells(page, /Preliminärt.*Gäller till och med/, '.glance')
        await tells(page, /50 kr för mycket/)
        await look(page, 'patient-card-came')

        await feeRows(page)
          .first()
          .getByRole('link', { name: /^Rätta/ })
          .click()
        await look(page, 'correct')
        await page.getByRole('textbox', { name: 'Belopp' }).fill('200')
        await page.getByRole('button', { name: 'Visa vad det blir' }).click()
        await look(page, 'correct-preview')
        await confirm(page, 'Spara rättelsen')
        await tells(page, /Rättelsen är sparad: 200 kr/)
        assert.doesNotMatch(await said(page), /för mycket betalt/)

        await registerFee(page, '77', daysAgo(1))
        await page.getByRole('button', { name: 'Ångra' }).click()
        await page.getByText('Avgiften är borttagen').waitFor()
        await tells(page, /Avgiften är borttagen: 77 kr/)
        await look(page, 'patient-undone')
      }),
  },
  {
    name: 'a fee that came on the wrong patient is moved to the right one, and both are told before it is done',
    walk: (till) =>
      inWindow(till.as('receptionist'), async (page) => {
        await find(page, PATIENTS.moved)
        await registerFee(page, '400')
        await feeRows(page)
          .first()
          .getByRole('link', { name: /^Flytta/ })
          .click()
        await page.getByRole('button', { name: 'Visa vad det blir' }).click()
        await tells(page, /Skriv numret på rätt patient/)
        await look(page, 'move-missing')
        await page.getByLabel('Rätt patients nummer').fill(PATIENTS.receiver)
        await page.getByRole('button', { name: 'Visa vad det blir' }).click()
        await look(page, 'move-preview')
        await confirm(page, 'Flytta avgiften')
        await tells(page, /Avgiften är flyttad: 400 kr/)
        await look(page, 'patient-moved')
        await page.getByRole('link', { name: 'Gå till den andra patienten' }).click()
        await tells(page, /400 av 1 450 kr/, '.glance')
      }),
  },
  {
    name: 'a receipt from a provider outside is registered, and warned of when it comes again',
    walk: (till) =>
      inWindow(till.as('receptionist'), async (page) => {
        const receipt = async () => {
          await page.getByRole('link', { name: 'Kvitto från annan vårdgivare' }).click()
          await page.getByLabel('Vårdgivare som tog avgiften').fill('Naprapaten på hörnet')
          await page.getByRole('textbox', { name: 'Belopp' }).fill('120,50')
          await page.getByLabel('Besöksdag').fill(daysAgo(9))
          await page.getByRole('button', { name: 'Visa vad det blir' }).click()
        }
        await find(page, PATIENTS.receipt)
        await page.getByRole('link', { name: 'Kvitto från annan vårdgivare' }).click()
        await page.getByRole('button', { name: 'Visa vad det blir' }).click()
        await tells(page, /Ange vilken vårdgivare som tog avgiften/)
        await look(page, 'receipt-missing')
        await find(page, PATIENTS.receipt)
        await receipt()
        await confirm(page, 'Registrera kvittot')
        await tells(page, /Kvittot är registrerat: 120,50 kr/)
        await look(page, 'patient-receipt')
        await receipt()
        await tells(page, /Kontrollera att kvittot inte redan är registrerat/)
        await look(page, 'receipt-again')
      }),
  },
]
