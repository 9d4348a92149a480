/** Days of a till with a system of which nothing is published: every operation that its version has, each used as a till would. */

import { ACTS } from '../../src/domain/decisions/access.ts'
import { type Hand, type Profile, type Step, say, sayFees, step } from './profile.ts'

export const generic: Profile = {
  name: 'A system of which nothing is published',
  habits:
    'Every operation of its version, each used as a till would: fees, given cards, children who share, the printed card, leaving.',
  versions: [1, 2, 3],
  region: 'presumed',
  granted: ACTS,
  live: (hand) => {
    const [fees, cards, children, person] = [feesOf(hand), cardsOf(hand), childrenOf(hand), takingPartOf(hand)]
    return { monday: [...fees.monday, ...cards.monday, ...children], tuesday: person, thursday: fees.thursday }
  },
}

type Days = { readonly monday: readonly Step[]; readonly thursday: readonly Step[] }

function feesOf({ version, till, other, patient, sayCard }: Hand): Days {
  const person = patient()
  const kept = { fee: '', card: '' }
  const look = async () => {
    const shown = await till.look(person)
    kept.card = shown.card?.id ?? kept.card
    return sayCard(shown)
  }
  const register = (date: string, amount: string, provider?: string) => async () => {
    const registered = await till.register(person, { date, amount, ...(provider === undefined ? {} : { provider }) })
    kept.fee = registered.fee ?? ''
    return say(registered)
  }
  const [another, theirs] = version === 3 ? ['Annan vårdgivare', 'Tandläkare Åsa Öberg'] : ['ANNAN', 'SE5599990000-B']
  return {
    monday: [
      step('looks up a new patient', look, 'no card'),
      step('a visit is registered', register('2025-06-02', '250.00'), 'OK'),
      step(
        'its amount is corrected',
        async () => say(await till.correct(kept.fee, person, { date: '2025-06-02', amount: '100.00' }, 'Telefon')),
        'OK',
      ),
      step('a visit is registered twice', register('2025-06-02', '100.00'), DUPLICATE),
      step('the second is deleted', async () => say(await till.annul(kept.fee, 'Dubbel')), 'OK'),
      step('a receipt from another provider is registered', register('2025-05-12', '1000.00', theirs), 'OK'),
      step(
        'another provider registers a visit that reaches the ceiling',
        async () => say(await other.register(person, { date: '2025-06-01', amount: '350.00' })),
        'OK',
      ),
      step('looks the patient up', look, 'PRELIMINARY no. 1, valid 2025-06-02 to 2026-05-11: 1450 kr paid, 0 kr left'),
      step(
        'the fees are shown',
        async () => sayFees(await till.lookWithFees(person)),
        [`2025-05-12 1000 kr ${theirs}`, `2025-06-01 350 kr ${another}`, ...ownRows(version === 3)].join('; '),
      ),
    ],
    thursday: [
      step('the card is final', look, 'FINAL no. 1, valid 2025-06-02 to 2026-05-11: 1450 kr paid, 0 kr left'),
      step('the card is to be printed and sent', async () => say(await till.order(person, kept.card)), 'OK'),
      step(
        'it is ordered once more',
        async () => say(await till.order(person, kept.card)),
        'INFO: Kortet beställdes redan 5 juni 2025 klockan …. Inget nytt har beställts.',
      ),
    ],
  }
}

const DUPLICATE =
  'INFO: En likadan avgift registrerades redan 2 juni 2025 klockan …. Kontrollera att besöket inte är registrerat två gånger.'

/** The corrected fee, and in version 3 what it was before and the one that was deleted. */
const ownRows = (isShown: boolean): readonly string[] =>
  isShown
    ? [
        '2025-06-02 250 kr SE2321000198-A UPDATED (Telefon)',
        '2025-06-02 100 kr SE2321000198-A',
        '2025-06-02 100 kr SE2321000198-A DELETED (Dubbel)',
      ]
    : ['2025-06-02 100 kr SE2321000198-A']

function cardsOf({ till, patient, sayCard }: Hand): Pick<Days, 'monday'> {
  const [traveller, patientOnGrounds] = [patient(), patient()]
  const kept = { card: '' }
  return {
    monday: [
      step(
        'a patient who moved here shows a card of another region: it is registered by its number',
        async () => {
          const given = await till.give(traveller, { reached: '2025-03-01', end: '2025-12-31', number: 'U-778' })
          kept.card = given.card?.id ?? ''
          return sayCard(given)
        },
        'PRELIMINARY U-778, valid 2025-03-01 to 2025-12-31: 0 kr paid, 0 kr left',
      ),
      step(
        'its number was mistyped: it is changed',
        async () =>
          say(
            await till.change(kept.card, {
              number: 'U-787',
              start: '2025-01-01',
              reached: '2025-03-01',
              end: '2025-12-31',
            }),
          ),
        'OK',
      ),
      step(
        'looks the patient up',
        async () => sayCard(await till.look(traveller)),
        'PRELIMINARY U-787, valid 2025-03-01 to 2025-12-31: 0 kr paid, 0 kr left',
      ),
      step('it was the wrong patient: the card is removed', async () => say(await till.remove(kept.card)), 'OK'),
      step('looks the patient up again', async () => sayCard(await till.look(traveller)), 'no card'),
      step(
        'a card on medical grounds gets a number here',
        async () => sayCard(await till.give(patientOnGrounds, { reached: '2025-06-02', end: '2025-08-31' })),
        'PRELIMINARY no. 2, valid 2025-06-02 to 2025-08-31: 0 kr paid, 0 kr left',
      ),
    ],
  }
}

const FREE = 'INFO: Patienten var 2 juni 2025 i en ålder då besöket är avgiftsfritt.'

function childrenOf({ till, child, sayCard }: Hand): readonly Step[] {
  const [elder, younger] = [child(), child()]
  const kept = { person: elder, card: '' }
  const group = async () =>
    (await till.groupOf(younger)).map((one) => (one === elder ? 'the elder' : 'the younger')).join(', ')
  return [
    step(
      'a child’s visit is registered',
      async () => {
        const answer = say(await till.register(elder, { date: '2025-06-02', amount: '100.00' }))
        kept.card = (await till.look(elder)).card?.id ?? ''
        return answer
      },
      FREE,
    ),
    step('a younger sibling is to share', async () => say(await till.group(kept, younger)), 'OK'),
    step('looks up who shares with the younger', group, 'the elder, the younger'),
    step(
      'looks the younger up',
      async () => sayCard(await till.look(younger)),
      'below the limit since 2025-06-02: 100 kr paid, 1350 kr left',
    ),
    step('they share no more', async () => say(await till.ungroup(kept, younger)), 'OK'),
    step('looks up who shares with the younger again', group, 'the younger'),
  ]
}

/** Leaving is FinishAccount in versions 1 and 2, and an error there; version 3 has codes of its own, and a way back. */
function takingPartOf({ version, till, other, patient, sayCard }: Hand): readonly Step[] {
  const person = patient()
  const look = async () => sayCard(await till.look(person))
  const code = version === 3 ? 'OPTOUT' : 'ERROR'
  const { three } = till
  return [
    step(
      'a patient’s visit is registered',
      async () => say(await till.register(person, { date: '2025-06-03', amount: '250.00' })),
      'OK',
    ),
    ...(three === null ? [] : consentOf({ three, other, till, person })),
    step('the patient leaves', async () => say(await till.leave(person)), 'OK'),
    step('looks the patient up', look, `${code}: Patienten har begärt utträde ur e-frikort.`),
    ...(three === null
      ? []
      : [
          step('the patient comes back', async () => say(await three.enter(person)), 'OK'),
          step('looks the patient up again', look, 'below the limit since 2025-06-02: 450 kr paid, 1000 kr left'),
          step(
            'every card is listed',
            async () =>
              (await three.cards(person)).cards.map((card) => sayCard({ code: 'OK', text: null, card })).join('; '),
            'below the limit since 2025-06-02: 450 kr paid, 1000 kr left',
          ),
        ]),
  ]
}

type Asking = Pick<Hand, 'till' | 'other'> & {
  readonly three: NonNullable<Hand['till']['three']>
  readonly person: string
}

const consentOf = ({ three, other, till, person }: Asking): readonly Step[] => [
  step(
    'another provider has registered a visit: it is shown without its name',
    async () => {
      await other.register(person, { date: '2025-06-02', amount: '200.00' })
      return sayFees(await till.lookWithFees(person))
    },
    '2025-06-02 200 kr Annan vårdgivare; 2025-06-03 250 kr SE2321000198-A',
  ),
  step('the patient lets this provider see it', async () => say(await three.consent(person, true)), 'OK'),
  step(
    'it is shown whole',
    async () => sayFees(await till.lookWithFees(person)),
    '2025-06-02 200 kr SE5599990000-B; 2025-06-03 250 kr SE2321000198-A',
  ),
]
