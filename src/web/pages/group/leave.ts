/** Ta ur gruppen (domain.md G2): what it comes to for those who stay and for the one who leaves, and then it is made. */

import type { PersonId } from '../../../domain/kernel/personId.ts'
import { html } from '../../../markup/html.ts'
import { type GroupRequest, ungroupPerson } from '../../../usecases/group.ts'
import { previewUngrouping } from '../../../usecases/previewGroup.ts'
import { consequences } from '../../consequences.ts'
import { readIdentity } from '../../identity.ts'
import { named } from '../../named.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { acting, cardTypeOf } from '../../requests.ts'
import { tokenIn } from '../../tokens.ts'
import { done, type OnPatient, onPatient, refusedAct, step } from '../fee/frame.ts'
import { standingOfOne } from './standingOfOne.ts'

const ADDRESS = '/patient/:reference/grupp/:member/ta-ur'

export const leaveForm: Page = {
  method: 'GET',
  address: ADDRESS,
  act: 'ungroupPerson',
  answer: (asked) => onMember(asked, preview),
}

export const left: Page = {
  method: 'POST',
  address: ADDRESS,
  act: 'ungroupPerson',
  answer: (asked) => onMember(asked, leave),
}

type OnMember = OnPatient & { readonly member: PersonId; readonly memberText: string }

/** The member stands in the address by a reference of the session, as the patient does. */
const onMember = (asked: Asked, act: (on: OnMember) => Promise<Answer>): Promise<Answer> =>
  onPatient(asked, async (on) => {
    const memberText = asked.visitor.personOf(asked.params['member'] ?? '')
    const member = memberText === null ? null : readIdentity(asked, memberText)
    return memberText === null || member === null ? { kind: 'missing' } : act({ ...on, member, memberText })
  })

const requestOf = ({ asked, person, memberText }: OnMember, token: string | null): GroupRequest => ({
  ...acting(asked, token),
  group: { by: 'owner', person, cardType: cardTypeOf(asked) },
  person: memberText,
})

async function leave(on: OnMember): Promise<Answer> {
  const { asked, member } = on
  const outcome = await ungroupPerson(asked.ports, requestOf(on, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedAct(on, outcome.refusal)
  return done(on, outcome.value, { text: asked.words.group.leave.done(named(asked, member)) })
}

async function preview(on: OnMember): Promise<Answer> {
  const { asked, member } = on
  const { words } = asked
  const seen = await previewUngrouping(asked.ports, requestOf(on, null))
  if (!seen.ok) return refusedAct(on, seen.refusal)
  const { leave } = words.group
  const who = named(asked, member)
  return step(on, {
    title: leave.title,
    before: [
      html`<p>${leave.text(who)}</p>`,
      html`<section class="card stack"><h2>${leave.alone(who)}</h2>${standingOfOne(words, seen.value.alone)}</section>`,
      consequences(words, seen.value.group, leave.stay),
      html`<ul>${leave.follows.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
    ],
    button: leave.confirm,
  })
}
