/** Whose page it is: the number with the name beside it, and what must be known of the person first. */

import { swedishDay } from '../../../domain/kernel/moment.ts'
import type { PersonId } from '../../../domain/kernel/personId.ts'
import { ageOn } from '../../../domain/law/freeByAge.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { shownIdentity } from '../../identity.ts'
import { otherBadge } from '../../standing.ts'

export const whoIsIt = (words: TillWords, view: PatientView): Html => html`<div class="patient-head">
<h1>${shownIdentity(view.person)}${view.registered !== null && html` <span class="name">${view.registered.name}</span>`}</h1>
<p class="muted">${facts(words, view).join(' · ')}</p>
${view.isProtected && html`<p class="marks">${otherBadge(words.patient.protected, 'bad', 'protected')} <span class="small">${words.patient.protectedText}</span></p>`}
${view.registered?.diedOn != null && html`<p class="marks">${otherBadge(words.patient.died(words.date(view.registered.diedOn)), 'bad', 'stop')}</p>`}
${others(words, view.persons.slice(1))}
</div>`

/** Age, kind of identity, card type, and when this was read. */
function facts({ patient, identities, time }: TillWords, view: PatientView): string[] {
  const { person, cardType, asOf, registered, isProtected } = view
  const age = person.birthDay === null ? [] : [patient.age(ageOn(person.birthDay, swedishDay(asOf)))]
  const unknown = registered === null && !isProtected ? [patient.nameUnknown] : []
  return [...age, identities[person.kind], cardType.name, ...unknown, patient.readAt(time(asOf))]
}

const others = ({ patient, list }: TillWords, persons: readonly PersonId[]): Html | null =>
  persons.length === 0 ? null : html`<p>${patient.shared} ${list(persons.map(shownIdentity))}.</p>`
