/** From a list to a patient: a button that posts the identity as the search does, so that it stands in no address. One form lies around the whole list. */

import type { PersonId } from '../../domain/kernel/personId.ts'
import { type Html, html, type Piece } from '../../markup/html.ts'
import type { Population } from '../../usecases/ports.ts'
import type { TillWords } from '../../words/till/sv.ts'
import { hidden } from '../forms.ts'
import { revealed, shownIdentity } from '../identity.ts'

export const aroundList = (csrf: string, list: Piece): Html =>
  html`<form method="post" action="/sok">${hidden({ csrf })}${list}</form>`

/** The number, and below it the name where it may be shown. */
export function patientButton({ day }: TillWords, person: PersonId, population: Pick<Population, 'find'>): Html {
  const shown = shownIdentity(person)
  const name = population.find(person)?.name ?? null
  return html`<button class="as-link" name="person" value="${revealed(person)}" aria-label="${day.openPatient(shown)}">${shown}</button>${name !== null && html`<br><span class="small">${name}</span>`}`
}
