/** What administrators are told when the amount in force has not been verified for long (domain.md C5). */

import type { Day } from '../domain/kernel/day.ts'
import type { Ore } from '../domain/kernel/money.ts'
import { verificationOn } from '../domain/law/ceiling.ts'
import { date, kronor } from './figures.ts'

type InForce = { readonly amount: Ore; readonly verifiedThrough: Day }

/** Takes the amount in force on the day. Gives a sentence, or null while all is well. */
export function verificationSentence({ amount, verifiedThrough }: InForce, day: Day): string | null {
  const known = `Högkostnadsbeloppet ${kronor(amount)} är kontrollerat till och med ${date(verifiedThrough)}`
  switch (verificationOn(day, verifiedThrough)) {
    case 'verified':
      return null
    case 'endingSoon':
      return `${known}. Lägg in nästa belopp, eller kontrollera det på nytt, före dess.`
    case 'past':
      return `${known}. Det gäller fortfarande i tjänsten, men behöver kontrolleras eller ersättas.`
  }
}
