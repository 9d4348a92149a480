/** Everything the till says in Swedish, in one place. English (en.ts) has the same form. */

import type { Reason } from '../../domain/account/explanation.ts'
import type { Notice } from '../../domain/decisions/notices.ts'
import type { Refusal } from '../../domain/decisions/refusals.ts'
import type { Day } from '../../domain/kernel/day.ts'
import type { Ore } from '../../domain/kernel/money.ts'
import { type ExplanationStep, sayReasons } from '../explanation.ts'
import { date, kronor, list, time } from '../figures.ts'
import { MASKS } from '../masks.ts'
import { noticeText } from '../notices.ts'
import { refusalSentence } from '../refusals.ts'
import { actsSv } from './actsSv.ts'
import { listsSv } from './listsSv.ts'
import { patientSv } from './patientSv.ts'

type Masks = { readonly otherProvider: string; readonly otherRegion: string }

export const sv = {
  language: 'sv' as const,
  product: 'E-frikort',
  /** How figures are said. */
  kronor,
  date,
  time,
  list,
  masks: MASKS as Masks,
  reasons: (reasons: readonly Reason[]): readonly ExplanationStep[] => sayReasons(reasons),
  notice: (notice: Notice): string => noticeText([notice]),
  refusal: (refusal: Refusal): string => refusalSentence(refusal),
  menu: {
    label: 'Huvudmeny',
    search: 'Sök frikort',
    day: 'Dagens registreringar',
    owed: 'Att betala tillbaka',
  },
  frame: {
    skip: 'Hoppa till innehållet',
    titleOf: (page: string) => `${page} – E-frikort`,
    faultTitleOf: (page: string) => `Fel: ${page} – E-frikort`,
    who: 'Inloggad',
    switch: 'Byt uppdrag',
    leave: 'Logga ut',
    otherLanguage: 'English',
    otherLanguageCode: 'en',
    support: (name: string, phone: string, hours: string) => `${name} hjälper dig på ${phone}, ${hours}.`,
    back: 'Tillbaka',
    keysOff: 'Stäng av kortkommandon',
    keysOn: 'Slå på kortkommandon',
    backToPatient: 'Tillbaka till patienten',
  },
  faults: {
    summary: 'Rätta det här och försök igen',
    broken: {
      title: 'Något gick fel hos oss',
      text: 'Sidan kunde inte visas. Det är inte ditt fel. Om du just sparade något: sök fram patienten igen och se efter om det blev sparat innan du gör om det.',
      id: (id: string) => `Uppge det här numret om du ringer: ${id}`,
    },
    missing: {
      title: 'Sidan finns inte',
      text: 'Adressen leder ingenstans, eller så hör den till en annan inloggning. Sök fram patienten igen.',
    },
    stale: {
      title: 'Sidan var för gammal',
      text: 'Inget sparades. Gå tillbaka, ladda om sidan och gör om det.',
    },
    refused: { title: 'Det går inte', text: 'Inget är ändrat.' },
    notAllowed: 'Du har inte behörighet till den här sidan.',
  },
  kept: {
    title: 'Det här hann inte sparas innan du loggades ut',
    text: 'Inget har registrerats. Skicka det nu, eller kasta det.',
    send: 'Skicka nu',
    drop: 'Kasta',
    fields: {
      amount: 'Belopp',
      visit: 'Besöksdag',
      provider: 'Vårdgivare',
      reason: 'Orsak',
      person: 'Person',
      number: 'Frikortets nummer',
      from: 'Gäller från och med',
      through: 'Gäller till och med',
    } as Readonly<Record<string, string>>,
  },
  ...patientSv,
  ...actsSv,
  ...listsSv,
}

export type TillWords = Omit<typeof sv, 'language'> & { readonly language: 'sv' | 'en' }

export type SayDay = (day: Day) => string
export type SayMoney = (amount: Ore) => string
