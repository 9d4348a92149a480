/** Why an account stands as it does, in English, word for word. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reason } from '../../src/domain/account/explanation.ts'
import type { Ore } from '../../src/domain/kernel/money.ts'
import type { Fee } from '../../src/domain/law/careOrder.ts'
import { sayReasonsEn } from '../../src/words/explanationEn.ts'
import { day, moment } from '../usecases/world.ts'

const fee = (visit: string, kronor: number): Fee =>
  ({ id: visit, visit: day(visit), lastDay: day('2026-02-28'), amount: kronor * 100 }) as unknown as Fee
const ore = (kronor: number) => (kronor * 100) as Ore
const one = fee('2025-03-01', 250)
const other = fee('2025-03-02', 100)
const AT = moment('2025-06-04T10:00:00+02:00')

const SAID: readonly (readonly [Reason, string])[] = [
  [{ rule: 'L1', kind: 'NothingCounts' }, 'No fee counts now, so there is no free card.'],
  [
    { rule: 'P3', kind: 'InWindow', fees: [one, other], day: day('2025-06-02') },
    'On 2 June 2025 this counts: SEK 250 for the visit on 1 March 2025 and SEK 100 for the visit on 2 March 2025, together SEK 350.',
  ],
  [
    { rule: 'P3', kind: 'InWindow', fees: Array.from({ length: 7 }, () => one), day: day('2025-06-02') },
    'On 2 June 2025 this counts: 7 fees from 1 March 2025 to 1 March 2025, together SEK 1,750.',
  ],
  [
    { rule: 'C4', kind: 'Remains', paid: ore(350), ceiling: ore(1450), remains: ore(1100), day: day('2025-06-02') },
    'SEK 350 has been paid of the cost ceiling of SEK 1,450. SEK 1,100 remains until a free card.',
  ],
  [
    { rule: 'C4', kind: 'Remains', paid: ore(1500), ceiling: ore(1450), remains: ore(-50), day: day('2025-06-02') },
    'SEK 1,500 has been paid of the cost ceiling of SEK 1,450, but the ceiling was not reached at any visit.',
  ],
  [
    { rule: 'P3', kind: 'NextFallsOut', fees: [one], lastDay: day('2026-02-28') },
    'The visit on 1 March 2025 counts through 28 February 2026; the day after, SEK 250 falls out.',
  ],
  [
    { rule: 'P3', kind: 'NextFallsOut', fees: [one, other], lastDay: day('2026-02-28') },
    'The visits on 1 March 2025 and 2 March 2025 count through 28 February 2026; the day after, SEK 350 falls out.',
  ],
  [
    { rule: 'P4', kind: 'Reached', fees: [one], reached: day('2025-03-01'), ceiling: ore(250) },
    'The cost ceiling of SEK 250 was reached on 1 March 2025. This counts towards it: SEK 250 for the visit on 1 March 2025.',
  ],
  [
    { rule: 'C3', kind: 'CeilingOfDay', day: day('2025-03-01'), ceiling: ore(1450) },
    'The amount of the day of the visit is what applies: on 1 March 2025 it was SEK 1,450.',
  ],
  [
    {
      rule: 'P4',
      kind: 'Period',
      start: day('2025-01-10'),
      startsWithAFee: true,
      reached: day('2025-03-01'),
      end: day('2026-01-09'),
      isOver: false,
    },
    'The period begins with the oldest visit that counts, on 10 January 2025. The free card is therefore valid from 1 March 2025 through 9 January 2026.',
  ],
  [
    {
      rule: 'P4',
      kind: 'Period',
      start: day('2025-01-10'),
      startsWithAFee: false,
      reached: day('2025-03-01'),
      end: day('2026-01-09'),
      isOver: true,
    },
    'The period was fixed from 10 January 2025. The free card was therefore valid from 1 March 2025 through 9 January 2026.',
  ],
  [
    { rule: 'P7', kind: 'Given', number: 'U-7', from: day('2025-03-01'), through: day('2026-02-28'), isOver: false },
    'A free card with number U-7 has been entered by hand and is valid from 1 March 2025 through 28 February 2026.',
  ],
  [
    { rule: 'L2', kind: 'Preliminary', finalAt: AT, validFrom: null },
    'The free card is preliminary but already valid. It becomes final on 4 June 2025 at 10:00.',
  ],
  [
    { rule: 'L2', kind: 'Preliminary', finalAt: AT, validFrom: day('2025-06-03') },
    'The free card is preliminary and becomes valid on 3 June 2025. It becomes final on 4 June 2025 at 10:00.',
  ],
  [
    { rule: 'L4', kind: 'Final', finalAt: AT },
    'The free card became final on 4 June 2025 at 10:00. Its dates are fixed.',
  ],
  [
    { rule: 'L7', kind: 'Expired', end: day('2026-01-09') },
    'The free card was valid through 9 January 2026 and has expired.',
  ],
  [
    { rule: 'L6', kind: 'KeptAfterChange', ceiling: ore(1450), isEnough: true },
    'A fee was added, changed or annulled after the free card became final. The card keeps its dates.',
  ],
  [
    { rule: 'L6', kind: 'KeptAfterChange', ceiling: ore(1450), isEnough: false },
    'A fee was changed or annulled after the free card became final. The fees no longer come to SEK 1,450, but the card keeps its dates.',
  ],
  [
    { rule: 'L5', kind: 'LateFees', fees: [one] },
    'Before the period of the card lies also SEK 250 for the visit on 1 March 2025. It belongs to what has been paid but does not move the dates.',
  ],
  [
    { rule: 'O1', kind: 'Capped', share: { fee: one, due: ore(50), overcharged: ore(200), freeBy: null } },
    'For the visit on 1 March 2025, SEK 50 remained to be paid. SEK 250 was taken, so SEK 200 is to be paid back.',
  ],
  [
    { rule: 'O1', kind: 'Capped', share: { fee: one, due: ore(0), overcharged: ore(250), freeBy: null } },
    'For the visit on 1 March 2025, nothing remained to be paid. SEK 250 was taken, so SEK 250 is to be paid back.',
  ],
  [
    { rule: 'O2', kind: 'Free', share: { fee: one, due: ore(0), overcharged: ore(250), freeBy: 'ownCard' } },
    'The visit on 1 March 2025 was free, since the free card was valid then. SEK 250 is to be paid back.',
  ],
  [
    { rule: 'O2', kind: 'Free', share: { fee: one, due: ore(0), overcharged: ore(250), freeBy: 'anotherCard' } },
    'The visit on 1 March 2025 was free, since another free card was valid then. SEK 250 is to be paid back.',
  ],
  [
    { rule: 'P3', kind: 'FellOut', fees: [one] },
    'Older than twelve months and no longer counted: SEK 250 for the visit on 1 March 2025.',
  ],
]

for (const [reason, sentence] of SAID)
  test(`${reason.rule}: ${sentence}`, () => {
    assert.deepEqual(
      sayReasonsEn([reason]).map(({ rule, text }) => [rule, text.replaceAll('\u00a0', ' ')]),
      [[reason.rule, sentence]],
    )
  })
