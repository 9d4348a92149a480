/** Patients in every state, as those see them who may see least and most. */

import assert from 'node:assert/strict'
import { confirm, feeRows, find, registerFee } from '../desk.ts'
import { inWindow, type Journey, state, tells, whole } from '../journey.ts'
import { look } from '../look.ts'
import { PATIENTS } from '../patients.ts'

export const STATES: readonly Journey[] = [
  {
    name: 'the state stands first: near, reached, preliminary, expired, left, and what falls out next',
    walk: (till) =>
      inWindow(till.as('receptionist'), async (page) => {
        await find(page, PATIENTS.near)
        await tells(page, /Ej uppnått.*1 300 av 1 450 kr.*150 kr kvar/, '.glance')
        await tells(page, /250 kr 150 kr upp till frikort/)
        await page.getByText('Varför?').click()
        await look(page, 'patient-near')
        await find(page, PATIENTS.reached)
        await tells(page, /Frikort uppnått.*50 kr för mycket betalt/, '.glance')
        await look(page, 'patient-reached')
        await find(page, PATIENTS.preliminary)
        await tells(page, /Preliminärt frikort.*Blir slutligt/, '.glance')
        await look(page, 'patient-preliminary')
        await find(page, PATIENTS.expired)
        await look(page, 'patient-expired')
        await find(page, PATIENTS.falling)
        await tells(page, /Ej uppnått.*600 av 1 450 kr/, '.glance')
        await look(page, 'patient-falling')
        await find(page, PATIENTS.many)
        await tells(page, /600 av 1 450 kr/, '.glance')
        await look(page, 'patient-many')
        await find(page, PATIENTS.left)
        await tells(page, /Har begärt utträde/, 'body')
        await look(page, 'patient-left')
        await find(page, PATIENTS.old)
        await tells(page, /Tolvan Tolvansson/, 'body')
        await look(page, 'patient-free-by-age')
      }),
  },
  {
    name: 'a protected identity is shown without a name, and others do not see where its visits were',
    walk: async (till) => {
      await inWindow(till.as('receptionist'), async (page) => {
        await find(page, PATIENTS.protected)
        const text = await whole(page)
        assert.match(text, /Skyddad identitet/)
        assert.doesNotMatch(text, /Skyddad person|Läkarhuset/)
        await look(page, 'patient-protected')
      })
    },
  },
  {
    name: 'a fee on a final card may be corrected, and the card keeps its dates',
    walk: (till) =>
      inWindow(till.as('receptionist'), async (page) => {
        await find(page, PATIENTS.corrected)
        const before = await state(page)
        await feeRows(page)
          .first()
          .getByRole('link', { name: /^Rätta/ })
          .click()
        await page.getByRole('textbox', { name: 'Belopp' }).fill('100')
        await page.getByRole('button', { name: 'Visa vad det blir' }).click()
        await look(page, 'correct-final')
        await confirm(page, 'Spara rättelsen')
        assert.match(before, /Gäller till och med/)
        const end = /Gäller till och med (\S+ \S+ \S+)/.exec(before)?.[1] ?? 'none'
        assert.ok((await state(page)).includes(end), 'the card keeps its end')
        await look(page, 'patient-corrected-final')
      }),
  },
  {
    name: 'each role sees what it may do and no more',
    walk: async (till) => {
      await inWindow(till.as('reader'), async (page) => {
        await find(page, PATIENTS.shared)
        await tells(page, /400 av 1 450 kr/, '.glance')
        const text = await whole(page)
        assert.doesNotMatch(text, /Registrera avgift|Rätta|Ta bort|Läkarhuset/)
        assert.match(text, /Annan vårdgivare/)
        await look(page, 'patient-reader')
      })
      await inWindow(till.as('nurse'), async (page) => {
        await find(page, PATIENTS.shared)
        const text = await whole(page)
        assert.match(text, /Annan vårdgivare/)
        assert.match(text, /Läkarhuset Gavlan, mottagningen/)
        assert.doesNotMatch(text, /Bomhus/)
        assert.equal(await page.getByRole('link', { name: /^Ta bort/ }).count(), 1)
        await look(page, 'patient-nurse')
      })
      await inWindow(till.as('support'), async (page) => {
        await find(page, PATIENTS.shared)
        assert.equal(await page.getByRole('link', { name: /^Ta bort/ }).count(), 2)
        await look(page, 'patient-support')
        await page
          .getByRole('link', { name: /^Ta bort/ })
          .first()
          .click()
        await look(page, 'annul')
        await page.getByRole('button', { name: 'Ta bort avgiften' }).click()
        await tells(page, /Rätta det här och försök igen/)
        await look(page, 'annul-without-reason')
        await page.getByLabel('Varför tas avgiften bort?').fill('fel patient')
        await confirm(page, 'Ta bort avgiften')
        await tells(page, /200 av 1 450 kr/, '.glance')
      })
      await inWindow(till.as('administrator'), async (page) => {
        await look(page, 'search-administrator')
      })
    },
  },
  {
    name: 'one who works at a provider outside the register is told so, and registers nothing',
    walk: (till) =>
      inWindow(till.as('outsider'), async (page) => {
        await page.getByLabel('Personnummer, samordningsnummer eller reservnummer').fill(PATIENTS.new)
        await page.getByRole('button', { name: 'Sök', exact: true }).click()
        await tells(page, /register/, 'body')
        await tells(page, /026-15 51 20/, 'body')
        await look(page, 'outsider')
      }),
  },
  {
    name: 'a child is free by age, and a fee for a child is taken with a word about it',
    walk: (till) =>
      inWindow(till.as('receptionist'), async (page) => {
        await find(page, PATIENTS.child)
        await tells(page, /avgiftsfria på grund av åldern/, 'body')
        await look(page, 'patient-child')
        await registerFee(page, '100')
        await look(page, 'patient-child-registered')
      }),
  },
]
