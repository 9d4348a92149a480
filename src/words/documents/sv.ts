/** Every word on the statement and the receipt in Swedish, the source of truth; en.ts says the same in English. */

import { figures } from '../figures.ts'
import { MASKS } from '../masks.ts'

/** No-break: a number and what it counts stay on one line. */
const NB = '\u00a0'

export const sv = {
  figures,
  masks: MASKS as Readonly<Record<keyof typeof MASKS, string>>,
  cardType: (_id: string, name: string): string => name,
  service: 'E-frikort',
  statement: 'Utdrag ur e-frikort',
  receipt: 'Kvitto',
  patient: 'Patient',
  identity: {
    personnummer: 'Personnummer',
    samordningsnummer: 'Samordningsnummer',
    reservnummer: 'Reservnummer',
  },
  sharesWith: 'Delar högkostnadsskydd med',
  leftOut: 'Namn, vårdgivare och vårdenheter skrivs inte ut för den här patienten.',
  nothing: 'Inga avgifter är registrerade, så det finns inget frikort.',
  status: { belowLimit: 'Ej uppnått', preliminary: 'Preliminärt', final: 'Uppnått', expired: 'Utgånget' },
  standing: {
    belowLimit: (remains: string): string => `${remains} återstår till frikort`,
    preliminary: 'Frikortet gäller, men kan ännu ändras',
    notYetValid: 'Frikortet har inte börjat gälla',
    final: 'Frikortet gäller',
    expired: 'Frikortet har gått ut',
  },
  paid: 'Betalt',
  ceiling: 'Högkostnadsbelopp',
  cardNumber: 'Frikortsnummer',
  validFrom: 'Gäller från',
  validThrough: 'Gäller till och med',
  becomesFinal: 'Blir slutligt',
  fees: 'Registrerade avgifter',
  period: (from: string, through: string): string => `${from} – ${through}`,
  columns: { visit: 'Besöksdatum', whom: 'För', provider: 'Vårdgivare', unit: 'Vårdenhet', amount: 'Belopp' },
  sum: 'Summa',
  sumSoFar: 'Betalt hittills',
  partOvercharged: (amount: string): string => `${amount} för mycket`,
  overcharged: 'Betalt för mycket',
  overchargedInAll: (amount: string): string =>
    `${amount} är betalt utöver högkostnadsskyddet och ska betalas tillbaka av den vårdgivare som tog avgiften.`,
  feeOvercharged: (amount: string): string =>
    `${amount} av den här avgiften ligger utöver högkostnadsskyddet och ska betalas tillbaka.`,
  issuedBy: 'Utfärdat av',
  issuedAt: 'Utfärdat',
  support: 'Frågor',
  supportLine: (name: string, phone: string, hours: string): string =>
    `${name}, telefon ${phone.replaceAll(' ', NB)}, ${hours}`,
}

export type DocumentWords = typeof sv
