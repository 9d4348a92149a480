/** Days of a till with a system that only writes, as NCS Cross does elsewhere: it never asks what remains, and hears of it in the answers. */

import { type Hand, type Life, type Profile, say, step } from './profile.ts'

export const writer: Profile = {
  name: 'A system that only writes',
  habits:
    'As NCS Cross elsewhere: registers, corrects and deletes, and never reads. What the patient paid too much it hears of in the answer.',
  versions: [1, 2, 3],
  region: 'presumed',
  granted: ['registerFee', 'correctFee', 'annulFee'],
  live,
}

const DATES = ['2025-01-13', '2025-02-03', '2025-03-10', '2025-04-14', '2025-05-12']
const TOO_MUCH = (amount: string) =>
  `INFO: Avgiften är högre än vad patienten ska betala: ${amount} kr är överdebiterat och ska betalas tillbaka.`

function live({ till, patient }: Hand): Life {
  const person = patient()
  const kept = { last: '', beyond: '' }
  return {
    monday: [
      step(
        'five visits are registered, one by one',
        async () => {
          const answers: string[] = []
          for (const date of DATES) answers.push(say(await till.register(person, { date, amount: '250.00' })))
          return answers.join(', ')
        },
        'OK, OK, OK, OK, OK',
      ),
      step(
        'the sixth is charged whole: the answer tells what is too much',
        async () => {
          const { fee, ...answer } = await till.register(person, { date: '2025-06-02', amount: '250.00' })
          kept.last = fee ?? ''
          return say(answer)
        },
        TOO_MUCH('50'),
      ),
      step(
        'it is corrected to what the patient should have paid',
        async () => say(await till.correct(kept.last, person, { date: '2025-06-02', amount: '200.00' })),
        'OK',
      ),
    ],
    tuesday: [
      step(
        'a visit with the card is registered all the same',
        async () => {
          const { fee, ...answer } = await till.register(person, { date: '2025-06-03', amount: '250.00' })
          kept.beyond = fee ?? ''
          return say(answer)
        },
        TOO_MUCH('250'),
      ),
      step('it is deleted', async () => say(await till.annul(kept.beyond)), 'OK'),
      step(
        'it is deleted once more',
        async () => say(await till.annul(kept.beyond)),
        'ERROR: Avgiften är redan borttagen.',
      ),
      step(
        'what it was not granted it may not do',
        async () => say(await till.look(person)),
        'ACCESSDENIED: Det anropande systemet får inte använda den här tjänsten.',
      ),
    ],
  }
}
