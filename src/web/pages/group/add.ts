/** Lägg till i gruppen (domain.md G1): the one to be added is seen first, with how they stand, and what it comes to when they share. */

import type { RefusalKind } from '../../../domain/decisions/refusals.ts'
import type { PersonId } from '../../../domain/kernel/personId.ts'
import { type Html, html } from '../../../markup/html.ts'
import { type GroupRequest, groupPerson } from '../../../usecases/group.ts'
import { type GroupPreview, previewGrouping } from '../../../usecases/previewGroup.ts'
import { consequences } from '../../consequences.ts'
import { type FieldFault, textIn } from '../../forms.ts'
import { readIdentity, revealed } from '../../identity.ts'
import { named } from '../../named.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { acting, cardTypeOf } from '../../requests.ts'
import { tokenIn } from '../../tokens.ts'
import { done, isChanging, isConfirmed, type OnPatient, onPatient, refusedAct, step } from '../fee/frame.ts'
import { groupPage } from './group.ts'
import { standingOfOne } from './standingOfOne.ts'

export const added: Page = {
  method: 'POST',
  address: '/patient/:reference/grupp',
  act: 'groupPerson',
  answer: (asked) =>
    onPatient(asked, async (on) => {
      if (isChanging(asked)) return groupPage(on, [])
      const other = readOther(on)
      if ('field' in other) return groupPage(on, [other])
      return isConfirmed(asked) ? add(on, other) : preview(on, other)
    }),
}

/** Whether it is somebody else; that one who is in the group already is added again is answered by the use case when a form comes twice. */
function readOther({ asked, view }: OnPatient): PersonId | FieldFault {
  const { words, posted } = asked
  const { add } = words.group
  const text = textIn(posted, 'person')
  if (text === '') return { field: 'person', text: add.missing }
  const other = readIdentity(asked, text)
  if (other === null) return { field: 'person', text: words.search.invalid }
  if (other.equals(view.person)) return { field: 'person', text: add.same }
  const isIn = view.persons.some((one) => one.equals(other))
  return isIn && !isConfirmed(asked) ? { field: 'person', text: add.already } : other
}

const requestOf = ({ asked, person }: OnPatient, other: PersonId, token: string | null): GroupRequest => ({
  ...acting(asked, token),
  group: { by: 'owner', person, cardType: cardTypeOf(asked) },
  person: revealed(other),
})

async function add(on: OnPatient, other: PersonId): Promise<Answer> {
  const { asked } = on
  const outcome = await groupPerson(asked.ports, requestOf(on, other, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedOr(on, outcome.refusal)
  return done(on, outcome.value, { text: asked.words.group.add.done(named(asked, other)) })
}

async function preview(on: OnPatient, other: PersonId): Promise<Answer> {
  const { asked, at } = on
  const seen = await previewGrouping(asked.ports, requestOf(on, other, null))
  if (!seen.ok) return refusedOr(on, seen.refusal)
  const { add } = asked.words.group
  return step(on, {
    title: add.title,
    action: `${at}/grupp`,
    before: [
      otherNow(asked, other, seen.value),
      consequences(asked.words, seen.value.group, add.shared),
      html`<ul>${add.follows.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
    ],
    keep: { person: textIn(asked.posted, 'person'), confirmed: '1' },
    button: add.confirm,
    isLast: true,
  })
}

const otherNow = (asked: Asked, other: PersonId, { alone }: GroupPreview): Html =>
  html`<section class="card stack"><h2>${asked.words.group.add.other(named(asked, other))}</h2>
${standingOfOne(asked.words, alone)}</section>`

/** Told beside the number: it is the choice of person that must be another. */
const OF_THE_OTHER: readonly RefusalKind[] = ['InAnotherGroup', 'TwoAdults', 'AdultWithChild', 'GroupIsFull']

function refusedOr(on: OnPatient, refusal: Parameters<typeof refusedAct>[1]): Promise<Answer> | Answer {
  const { words } = on.asked
  if (refusal.kind === 'OptedOut') return groupPage(on, [{ field: 'person', text: words.group.add.left }])
  if (OF_THE_OTHER.includes(refusal.kind)) return groupPage(on, [{ field: 'person', text: words.refusal(refusal) }])
  return refusedAct(on, refusal)
}
