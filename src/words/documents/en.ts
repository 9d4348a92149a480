/** Every word on the statement and the receipt in English; sv.ts is the source of truth. */

import { figuresEn } from '../figuresEn.ts'
import { MASKS_IN_ENGLISH } from '../masks.ts'
import type { DocumentWords } from './sv.ts'

const CARD_TYPES: Readonly<Record<string, string>> = {
  CARE_VISIT: 'Outpatient care',
  TECHNICAL_AID: 'Assistive devices',
  TRANSPORTATION: 'Travel to care',
}

export const en: DocumentWords = {
  figures: figuresEn,
  masks: MASKS_IN_ENGLISH,
  cardType: (id, name) => CARD_TYPES[id] ?? name,
  service: 'E-frikort',
  statement: 'Statement of patient fees',
  receipt: 'Receipt',
  patient: 'Patient',
  identity: {
    personnummer: 'Personal identity number',
    samordningsnummer: 'Coordination number',
    reservnummer: 'Reserve number',
  },
  sharesWith: 'Shares the cost ceiling with',
  leftOut: 'Name, care providers and care units are not printed for this patient.',
  nothing: 'No fees are registered, so there is no free card.',
  status: { belowLimit: 'Not reached', preliminary: 'Preliminary', final: 'Reached', expired: 'Expired' },
  standing: {
    belowLimit: (remains) => `${remains} remains until a free card`,
    preliminary: 'The free card is valid, but may still change',
    notYetValid: 'The free card is not valid yet',
    final: 'The free card is valid',
    expired: 'The free card has expired',
  },
  paid: 'Paid',
  ceiling: 'Cost ceiling',
  cardNumber: 'Card number',
  validFrom: 'Valid from',
  validThrough: 'Valid through',
  becomesFinal: 'Becomes final',
  fees: 'Registered fees',
  period: (from, through) => `${from} – ${through}`,
  columns: { visit: 'Date of visit', whom: 'For', provider: 'Care provider', unit: 'Care unit', amount: 'Amount' },
  sum: 'Total',
  sumSoFar: 'Paid so far',
  partOvercharged: (amount) => `${amount} too much`,
  overcharged: 'Paid too much',
  overchargedInAll: (amount) =>
    `${amount} has been paid beyond the cost ceiling, and is to be paid back by the care provider that took the fee.`,
  feeOvercharged: (amount) => `${amount} of this fee lies beyond the cost ceiling, and is to be paid back.`,
  issuedBy: 'Issued by',
  issuedAt: 'Issued',
  support: 'Questions',
  supportLine: (name, phone, hours) => `${name}, telephone ${phone.replaceAll(' ', '\u00a0')}, ${hours}`,
}
