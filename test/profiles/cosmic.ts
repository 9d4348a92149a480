/** Days of a till with Cosmic: it looks when the booking is marked, charges up to the card, keeps number and end when final, corrects within 48 hours. */

import { type Hand, type Life, type Profile, say, sayFees, step } from './profile.ts'

export const cosmic: Profile = {
  name: 'Cosmic',
  habits:
    'Looks when the booking is marked at the till, charges up to the card by what remains, registers at payment, keeps the number and the end date on its own patient card when the card is final, prints them on the receipt, corrects a fee within the 48 hours.',
  versions: [1, 2, 3],
  region: 'presumed',
  granted: ['registerFee', 'correctFee', 'annulFee', 'readCard', 'readCardWithFees'],
  live,
}

const VISIT_KRONOR = 250
const EARLIER = ['2024-09-02', '2024-11-04', '2025-01-13', '2025-03-10']

function live({ version, till, other, patient, sayCard }: Hand): Life {
  const person = patient()
  const kept = { fee: '', number: '' }
  const charge = (left: number): string => Math.min(left, VISIT_KRONOR).toFixed(2)
  const look = async () => sayCard(await till.look(person))
  const anotherProvider = version === 3 ? 'Annan vårdgivare' : 'ANNAN'

  /** Charges up to the card: what remains decides the fee, and a visit that costs nothing is not registered. */
  const visit = (date: string) => async (): Promise<string> => {
    const { card } = await till.look(person)
    const amount = charge(card?.left ?? VISIT_KRONOR)
    if (amount === '0.00') return 'charged 0 kr, nothing registered'
    return `charged ${Number(amount)} kr, ${say(await till.register(person, { date, amount }))}`
  }

  return {
    monday: [
      step(
        'earlier visits, at another provider, are registered by it',
        async () => {
          for (const date of EARLIER) await other.register(person, { date, amount: '250.00' })
          return look()
        },
        'below the limit since 2024-09-02: 1000 kr paid, 450 kr left',
      ),
      step(
        'the booking of the first visit is marked at the till: the whole fee is charged and registered at payment',
        async () => {
          const registered = await till.register(person, { date: '2025-06-02', amount: charge(450) })
          kept.fee = registered.fee ?? ''
          return say(registered)
        },
        'OK',
      ),
      step('the next visit is charged up to the card', visit('2025-06-02'), 'charged 200 kr, OK'),
      step(
        'the receipt shows the card',
        look,
        'PRELIMINARY no. 1, valid 2025-06-02 to 2025-09-01: 1450 kr paid, 0 kr left',
      ),
      step('a further visit is free', visit('2025-06-02'), 'charged 0 kr, nothing registered'),
    ],
    tuesday: [
      step(
        'within the 48 hours the first visit turns out to have been a call: its fee is corrected to 100 kr',
        async () => {
          const told = { date: '2025-06-02', amount: '100.00' }
          return say(await till.correct(kept.fee, person, told, 'Telefonbesök'))
        },
        'OK',
      ),
      step('the card is gone with it', look, 'below the limit since 2024-09-02: 1300 kr paid, 150 kr left'),
      step('the next visit is charged up to the card again', visit('2025-06-03'), 'charged 150 kr, OK'),
      step(
        'the receipt shows the card again, with the number it had',
        look,
        'PRELIMINARY no. 1, valid 2025-06-03 to 2025-09-01: 1450 kr paid, 0 kr left',
      ),
    ],
    thursday: [
      step(
        'the card is final: number and end date are kept on the own patient card',
        look,
        'FINAL no. 1, valid 2025-06-03 to 2025-09-01: 1450 kr paid, 0 kr left',
      ),
      step('visits are free', visit('2025-06-05'), 'charged 0 kr, nothing registered'),
      step(
        'after the 48 hours a correction is taken, and the card stays',
        async () => say(await till.correct(kept.fee, person, { date: '2025-06-02', amount: '80.00' }, 'Fel belopp')),
        'INFO: Frikortet är slutligt och behåller sina datum, även när en avgift ändras eller tas bort.',
      ),
      step(
        'the fees are printed',
        async () => sayFees(await till.lookWithFees(person)),
        [
          ...EARLIER.map((date) => `${date} 250 kr ${anotherProvider}`),
          ...corrected(version === 3),
          '2025-06-02 200 kr SE2321000198-A',
          '2025-06-03 150 kr SE2321000198-A',
        ].join('; '),
      ),
    ],
    autumn: [
      step('the day after its end the card is gone, and a new period begins', look, 'no card'),
      step('a visit is charged whole', visit('2025-09-02'), 'charged 250 kr, OK'),
      step(
        'the receipt shows the sum and the first visit',
        look,
        'below the limit since 2025-09-02: 250 kr paid, 1200 kr left',
      ),
    ],
  }
}

/** The fee that was corrected twice; version 3 shows what it was before, too. */
const corrected = (isShown: boolean): readonly string[] => [
  ...(isShown
    ? [
        '2025-06-02 250 kr SE2321000198-A UPDATED (Telefonbesök)',
        '2025-06-02 100 kr SE2321000198-A UPDATED (Fel belopp)',
      ]
    : []),
  '2025-06-02 80 kr SE2321000198-A',
]
