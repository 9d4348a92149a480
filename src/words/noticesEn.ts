/** Every notice as one sentence in English; notices.ts is the source of truth. */

import type { Notice } from '../domain/decisions/notices.ts'
import { date, kronor, time } from './figuresEn.ts'

/** Several notices become one text, sentences in a row. */
export const noticeTextEn = (notices: readonly Notice[]): string => notices.map(noticeSentenceEn).join(' ')

function noticeSentenceEn(notice: Notice): string {
  switch (notice.kind) {
    case 'SuspectedDuplicate':
      return `A fee just like this was registered already on ${time(notice.registeredAt)}. Check that the visit has not been registered twice.`
    case 'Overcharged':
      return notice.isThisFee
        ? `The fee is higher than what the patient is to pay: ${kronor(notice.overcharged)} is overcharged and is to be paid back.`
        : `Of the fee for the visit on ${date(notice.visit)}, ${kronor(notice.overcharged)} is now overcharged and is to be paid back.`
    case 'FreeByAge':
      return `On ${date(notice.visit)} the patient was of an age at which the visit is free of charge.`
    case 'RecognisedRetry':
      return `The same call came already on ${time(notice.registeredAt)}. Nothing new has been registered.`
    case 'GivenBesideComputed':
      return `The patient already has a free card. The one registered is valid beside it, and there is a free card through ${date(notice.end)}.`
    case 'NumberIgnored':
      return 'A free card on medical grounds gets its number here. The number given is not used.'
    case 'AlreadyOrdered':
      return `The card was ordered already on ${time(notice.orderedAt)}. Nothing new has been ordered.`
    case 'FinalCardKept':
      return 'The free card is final and keeps its dates, also when a fee is changed or removed.'
  }
}
