/** Every notice as one sentence in Swedish: what the user must see although the act was done. */

import type { Notice } from '../domain/decisions/notices.ts'
import { date, kronor, time } from './figures.ts'

/** Several notices become one text, sentences in a row. */
export const noticeText = (notices: readonly Notice[]): string => notices.map(noticeSentence).join(' ')

function noticeSentence(notice: Notice): string {
  switch (notice.kind) {
    case 'SuspectedDuplicate':
      return `En likadan avgift registrerades redan ${time(notice.registeredAt)}. Kontrollera att besöket inte är registrerat två gånger.`
    case 'Overcharged':
      return notice.isThisFee
        ? `Avgiften är högre än vad patienten ska betala: ${kronor(notice.overcharged)} är överdebiterat och ska betalas tillbaka.`
        : `Av avgiften för besöket ${date(notice.visit)} är nu ${kronor(notice.overcharged)} överdebiterat och ska betalas tillbaka.`
    case 'FreeByAge':
      return `Patienten var ${date(notice.visit)} i en ålder då besöket är avgiftsfritt.`
    case 'RecognisedRetry':
      return `Samma anrop kom redan ${time(notice.registeredAt)}. Inget nytt har registrerats.`
    case 'GivenBesideComputed':
      return `Patienten har redan ett frikort. Det registrerade gäller bredvid det, och frikort finns till och med ${date(notice.end)}.`
    case 'NumberIgnored':
      return 'Ett frikort av medicinska skäl får sitt nummer här. Det angivna numret används inte.'
    case 'AlreadyOrdered':
      return `Kortet beställdes redan ${time(notice.orderedAt)}. Inget nytt har beställts.`
    case 'FinalCardKept':
      return 'Frikortet är slutligt och behåller sina datum, även när en avgift ändras eller tas bort.'
  }
}
