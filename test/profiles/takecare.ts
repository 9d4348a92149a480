/** Days of a till with TakeCare: it lives with calls that were made and not answered, calls again, and cancels by our id. */

import { type Hand, type Life, type Profile, say, step } from './profile.ts'
import type { Visit } from './till.ts'

export const takecare: Profile = {
  name: 'TakeCare',
  habits:
    'Keeps the card’s id, its own id (“called”) and ours (“answered”) and the text of an error; calls again when the answer was lost; cancels by our id.',
  versions: [1, 2, 3],
  region: 'presumed',
  granted: ['registerFee', 'correctFee', 'annulFee', 'readCard', 'readCardWithFees'],
  retrySeconds: 3600,
  live,
}

const AGAIN = 'INFO: Samma anrop kom redan 2 juni 2025 klockan …. Inget nytt har registrerats.'

function live({ version, till, patient, sayCard }: Hand): Life {
  const person = patient()
  const kept = { first: '', keyed: '', called: `called-${person}` }
  const look = async () => sayCard(await till.look(person))
  const visit: Visit = { date: '2025-06-02', amount: '250.00' }
  const keyed: Visit = { date: '2025-06-01', amount: '100.00', key: kept.called }
  const element = version === 3 ? 'transactionDate' : 'TransactionDate'

  return {
    monday: [
      step(
        'a visit is registered; called, answered',
        async () => {
          const { fee, ...answer } = await till.register(person, { ...visit, date: '2025-05-30' })
          kept.first = fee ?? ''
          return say(answer)
        },
        'OK',
      ),
      step(
        'the answer to a call is lost; it calls again with the same content',
        async () => {
          const lost = await till.register(person, visit)
          const again = await till.register(person, visit)
          return `${again.fee === lost.fee ? 'the same fee' : 'another fee'}, ${say(again)}`
        },
        `the same fee, ${AGAIN}`,
      ),
      step('each visit counts once', look, 'below the limit since 2025-05-30: 500 kr paid, 950 kr left'),
      step(
        'a visit is called with its own id (Idempotency-Key), and the answer is lost',
        async () => {
          kept.keyed = (await till.register(person, keyed)).fee ?? ''
          return 'no answer'
        },
        'no answer',
      ),
      step(
        'the text of an error is kept with the call',
        async () => say(await till.register(person, { ...visit, date: '2025-06-12' })),
        `VALIDATION_ERROR: Uppgiften ${element}: Besöksdatumet ligger i framtiden.`,
      ),
    ],
    tuesday: [
      step(
        'the day after it calls again with the same id, and is answered as it should have been',
        async () => {
          const { fee, ...answer } = await till.register(person, keyed)
          return `${fee === kept.keyed ? 'the same fee' : 'another fee'}, ${say(answer)}`
        },
        'the same fee, OK',
      ),
      step('that visit, too, counts once', look, 'below the limit since 2025-05-30: 600 kr paid, 850 kr left'),
      step('a visit is cancelled by our id', async () => say(await till.annul(kept.first, 'Makulerad')), 'OK'),
      step(
        'the answer to that was lost; it cancels again',
        async () => say(await till.annul(kept.first, 'Makulerad')),
        AGAIN.replace('2 juni', '3 juni'),
      ),
      step('what is cancelled counts no more', look, 'below the limit since 2025-06-01: 350 kr paid, 1100 kr left'),
      step(
        'a visit is registered, cancelled by mistake, and registered again with the same content',
        async () => {
          const today: Visit = { date: '2025-06-03', amount: '250.00' }
          const first = await till.register(person, today)
          await till.annul(first.fee ?? '', 'Makulerad')
          const again = await till.register(person, today)
          return `${again.fee === first.fee ? 'the same fee' : 'another fee'}, ${say(again)}`
        },
        'another fee, OK',
      ),
      step('and it counts', look, 'below the limit since 2025-06-01: 600 kr paid, 850 kr left'),
    ],
  }
}
