/** Dela högkostnadsskydd (domain.md G1, G4): who shares, since when, and the form that adds one by their number. */

import { type Html, html } from '../../../markup/html.ts'
import { type GroupView, readGroup } from '../../../usecases/readGroup.ts'
import { type FieldFault, field } from '../../forms.ts'
import { revealed, shownIdentity } from '../../identity.ts'
import { named } from '../../named.ts'
import type { Answer, Page } from '../../page.ts'
import { reading } from '../../requests.ts'
import { type OnPatient, onPatient, refusedAct, step } from '../fee/frame.ts'

export const group: Page = {
  method: 'GET',
  address: '/patient/:reference/grupp',
  act: 'groupPerson',
  answer: (asked) => onPatient(asked, (on) => groupPage(on, [])),
}

/** The page itself, with what must be put right of what was typed. */
export async function groupPage(on: OnPatient, faults: readonly FieldFault[]): Promise<Answer> {
  const { asked, person, at } = on
  const { words } = asked
  const read = await readGroup(asked.ports, reading(asked, person))
  if (!read.ok) return refusedAct(on, read.refusal)
  const { add, title, who, grown } = words.group
  return step(on, {
    title,
    faults,
    action: `${at}/grupp`,
    before: [
      await whoShares(on, read.value),
      history(on, read.value),
      html`<h2>${add.heading}</h2><p>${who}</p><p class="muted">${grown}</p>`,
    ],
    fields: field(
      { name: 'person', label: add.label, hint: words.search.hint, more: html`spellcheck="false" maxlength="40"` },
      { typed: asked.posted, faults },
    ),
    button: add.look,
  })
}

async function whoShares({ asked, at }: OnPatient, { members }: GroupView): Promise<Html> {
  const { group } = asked.words
  if (members.length < 2) return html`<p>${group.alone}</p>`
  const rows = await Promise.all(
    members.map(async ({ person, since }) => ({
      text: named(asked, person),
      identity: shownIdentity(person),
      since: since === null ? group.fromStart : asked.words.time(since),
      to: `${at}/grupp/${await asked.visitor.refer(revealed(person))}/ta-ur`,
    })),
  )
  return html`<section class="card"><table class="fees"><caption class="unseen">${group.heading}</caption>
<thead><tr><th scope="col">${group.person}</th><th scope="col">${group.since}</th><th scope="col"><span class="unseen">${group.act}</span></th></tr></thead>
<tbody>${rows.map((row) => html`<tr><td data-label="${group.person}">${row.text}</td><td data-label="${group.since}">${row.since}</td><td class="row-acts"><a href="${row.to}" aria-label="${group.removeOf(row.identity)}">${group.remove}</a></td></tr>`)}</tbody></table></section>`
}

/** G4: what was done to the patient, and the card of then. */
function history({ asked: { words } }: OnPatient, { acts }: GroupView): Html | null {
  const { group, time } = words
  if (acts.length === 0) return null
  const lines = acts.map(({ action, at, cardNumber }) => {
    const told = action === 'grouped' ? group.joined(time(at)) : group.left(time(at))
    return cardNumber === null ? told : `${told} ${group.atCard(cardNumber)}`
  })
  return html`<details><summary>${group.history}</summary><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></details>`
}
