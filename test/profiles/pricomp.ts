/** Days of a till with PriComp: it reads card and remaining amount before the visit, and nothing else. */

import { type Hand, type Life, type Profile, say, step } from './profile.ts'

export const pricomp: Profile = {
  name: 'PriComp',
  habits: 'Checks the card and what remains before the visit. It only reads, and is granted nothing else.',
  versions: [1, 2, 3],
  region: 'presumed',
  granted: ['readCard'],
  live,
}

function live({ till, other, patient, sayCard }: Hand): Life {
  const [person, holder, unknown] = [patient(), patient(), patient()]
  const look = (who: string) => async () => sayCard(await till.look(who))
  return {
    monday: [
      step('looks up a patient of whom nothing is registered', look(unknown), 'no card'),
      step(
        'looks up one who has been to another provider',
        async () => {
          await other.register(person, { date: '2025-05-02', amount: '99.50' })
          return look(person)()
        },
        'below the limit since 2025-05-02: 99.5 kr paid, 1350.5 kr left',
      ),
      step(
        'looks up one who holds a card',
        async () => {
          await other.give(holder, { reached: '2025-06-01', end: '2025-09-01', number: 'C-1234' })
          return look(holder)()
        },
        'PRELIMINARY C-1234, valid 2025-06-01 to 2025-09-01: 0 kr paid, 0 kr left',
      ),
      step(
        'what it was not granted it may not do',
        async () => say(await till.register(person, { date: '2025-06-02', amount: '250.00' })),
        'ACCESSDENIED: Det anropande systemet får inte använda den här tjänsten.',
      ),
    ],
    thursday: [
      step('the card is final', look(holder), 'FINAL C-1234, valid 2025-06-01 to 2025-09-01: 0 kr paid, 0 kr left'),
    ],
    autumn: [step('its last day is past', look(holder), 'no card')],
  }
}
