/** Days of a till with SG-X, in a region where the patient is asked first: consent and leaving shown as texts, three ways to register, deletions, earlier cards. */

import { type Hand, type Life, type Profile, say, sayFees, step } from './profile.ts'

export const sgx: Profile = {
  name: 'SG-X',
  habits:
    'Asks on save whether to register; shows OPTINREQUIRED and OPTOUT as its own texts, registers consent, opts out; registers at the visit, afterwards for a missed one, and for another provider by typed name; deletes fees; lists earlier cards.',
  versions: [3],
  region: 'asked',
  granted: [
    ...(['registerFee', 'correctFee', 'annulFee', 'readCard', 'readCardWithFees', 'readCards', 'optIn'] as const),
    'optOut',
  ],
  live,
}

const NOT_IN = 'OPTINREQUIRED: Patienten har inte samtyckt till att vara med i e-frikort.'
const LEFT = 'OPTOUT: Patienten har begärt utträde ur e-frikort.'
const MANUAL = ['2024-09-02', '2024-10-07', '2024-11-04', '2024-12-02', '2025-01-13']

function live({ till, patient, sayCard }: Hand): Life {
  const [person, regular] = [patient(), patient()]
  const kept = { missed: '' }
  const look = (who: string) => async () => sayCard(await till.look(who))
  const register = (who: string, date: string, amount: string, provider?: string) => async () =>
    say(await till.register(who, { date, amount, ...(provider === undefined ? {} : { provider }) }))
  const enter = (who: string) => async () => say((await till.three?.enter(who)) ?? { code: '', text: null })

  return {
    monday: [
      step('looks up a patient who was never asked', look(person), NOT_IN),
      step('a visit is saved, and registering it is answered yes', register(person, '2025-06-02', '250.00'), NOT_IN),
      step('the patient consents to taking part', enter(person), 'OK'),
      step('the visit is registered', register(person, '2025-06-02', '250.00'), 'OK'),
      step(
        'a missed visit is registered afterwards',
        async () => {
          const missed = await till.register(person, { date: '2025-05-28', amount: '100.00' })
          kept.missed = missed.fee ?? ''
          return say(missed)
        },
        'OK',
      ),
      step(
        'a receipt from another provider is registered, its name typed',
        register(person, '2025-05-12', '300.00', 'Tandläkare Åsa Öberg & Co'),
        'OK',
      ),
      step(
        'the fees are shown',
        async () => sayFees(await till.lookWithFees(person)),
        '2025-05-12 300 kr Tandläkare Åsa Öberg & Co; 2025-05-28 100 kr SE2321000198-A; 2025-06-02 250 kr SE2321000198-A',
      ),
      step(
        'the missed visit was another patient’s: deleted',
        async () => say(await till.annul(kept.missed, 'Fel patient')),
        'OK',
      ),
      step(
        'the fees are shown again',
        async () => sayFees(await till.lookWithFees(person)),
        '2025-05-12 300 kr Tandläkare Åsa Öberg & Co; 2025-05-28 100 kr SE2321000198-A DELETED (Fel patient); 2025-06-02 250 kr SE2321000198-A',
      ),
      step('another patient consents', enter(regular), 'OK'),
      step(
        'manual fees of the last year are registered, the last up to the card',
        async () => {
          for (const date of MANUAL) await till.register(regular, { date, amount: '250.00' })
          await till.register(regular, { date: '2025-02-03', amount: '200.00' })
          return sayCard(await till.look(regular))
        },
        'PRELIMINARY no. 1, valid 2025-02-03 to 2025-09-01: 1450 kr paid, 0 kr left',
      ),
    ],
    tuesday: [
      step('the first patient leaves', async () => say(await till.leave(person)), 'OK'),
      step('looks the patient up', look(person), LEFT),
      step('a visit is saved, and registering it is answered yes', register(person, '2025-06-03', '250.00'), LEFT),
      step('the patient comes back', enter(person), 'OK'),
      step(
        'what was registered before counts again',
        look(person),
        'below the limit since 2025-05-12: 550 kr paid, 900 kr left',
      ),
    ],
    autumn: [
      step('the other patient has no current card', look(regular), 'no card'),
      step('a visit begins a new period', register(regular, '2025-09-02', '250.00'), 'OK'),
      step(
        'earlier cards are listed',
        async () => {
          const listed = await till.three?.cards(regular)
          return (listed?.cards ?? []).map((card) => sayCard({ code: 'OK', text: null, card })).join('; ')
        },
        'below the limit since 2025-09-02: 250 kr paid, 1200 kr left; EXPIRED no. 1, valid 2025-02-03 to 2025-09-01: 1450 kr paid, 0 kr left',
      ),
    ],
  }
}
