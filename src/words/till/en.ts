/** Everything the till says in English, for one who has chosen it; the Swedish (sv.ts) is the source. */

import { sayReasonsEn } from '../explanationEn.ts'
import { date, kronor, list, time } from '../figuresEn.ts'
import { MASKS_IN_ENGLISH } from '../masks.ts'
import { noticeTextEn } from '../noticesEn.ts'
import { refusalSentenceEn } from '../refusalsEn.ts'
import { actsEn } from './actsEn.ts'
import { listsEn } from './listsEn.ts'
import { patientEn } from './patientEn.ts'
import type { TillWords } from './sv.ts'

export const en: TillWords = {
  language: 'en',
  product: 'E-frikort',
  kronor,
  date,
  time,
  list,
  masks: MASKS_IN_ENGLISH,
  reasons: sayReasonsEn,
  notice: (notice) => noticeTextEn([notice]),
  refusal: refusalSentenceEn,
  menu: {
    label: 'Main menu',
    search: 'Find a patient',
    day: 'Registered today',
    owed: 'To pay back',
  },
  frame: {
    skip: 'Skip to the content',
    titleOf: (page) => `${page} – E-frikort`,
    faultTitleOf: (page) => `Error: ${page} – E-frikort`,
    who: 'Logged in',
    switch: 'Switch assignment',
    leave: 'Log out',
    otherLanguage: 'Svenska',
    otherLanguageCode: 'sv',
    support: (name, phone, hours) => `${name} helps you on ${phone}, ${hours}.`,
    back: 'Back',
    keysOff: 'Turn keyboard shortcuts off',
    keysOn: 'Turn keyboard shortcuts on',
    backToPatient: 'Back to the patient',
  },
  faults: {
    summary: 'Correct this and try again',
    broken: {
      title: 'Something went wrong on our side',
      text: 'The page could not be shown. It is not your fault. If you have just saved something: find the patient again and see whether it was saved before you repeat it.',
      id: (id) => `Tell this number if you call: ${id}`,
    },
    missing: {
      title: 'There is no such page',
      text: 'The address leads nowhere, or belongs to another login. Find the patient again.',
    },
    stale: { title: 'The page was too old', text: 'Nothing was saved. Go back, reload the page and do it again.' },
    refused: { title: 'This cannot be done', text: 'Nothing has been changed.' },
    notAllowed: 'You may not use this page.',
  },
  kept: {
    title: 'This was not saved before you were logged out',
    text: 'Nothing has been registered. Send it now, or throw it away.',
    send: 'Send now',
    drop: 'Throw away',
    fields: {
      amount: 'Amount',
      visit: 'Day of the visit',
      provider: 'Provider',
      reason: 'Reason',
      person: 'Person',
      number: 'Card number',
      from: 'Valid from',
      through: 'Valid through',
    },
  },
  ...patientEn,
  ...actsEn,
  ...listsEn,
}
