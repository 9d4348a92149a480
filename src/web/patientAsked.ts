/** From a reference in the address to the patient it leads to in this session, read as the visitor may. */

import type { Refusal } from '../domain/decisions/refusals.ts'
import type { Result } from '../domain/kernel/result.ts'
import { html } from '../markup/html.ts'
import { type PatientView, readPatient } from '../usecases/readPatient.ts'
import { readIdentity } from './identity.ts'
import { named } from './named.ts'
import { outcomeFor, outcomeView } from './outcome.ts'
import type { Answer, Asked } from './page.ts'
import { reading } from './requests.ts'
import { mayDo } from './rights.ts'
import { otherBadge } from './standing.ts'

export type PatientAsked = {
  readonly person: string
  readonly at: string
  readonly view: Result<PatientView, Refusal>
}

/** Whose page it is, and where; null when the reference is not of this session. */
export function personAsked({ params, visitor }: Asked): Pick<PatientAsked, 'person' | 'at'> | null {
  const { reference = '' } = params
  const person = visitor.personOf(reference)
  return person === null ? null : { person, at: addressOf(reference) }
}

export const addressOf = (reference: string): string => `/patient/${encodeURIComponent(reference)}`

/** Reads the patient; null when the reference is not of this session. */
export async function patientAsked(asked: Asked): Promise<PatientAsked | null> {
  const known = personAsked(asked)
  if (known === null) return null
  return { ...known, view: await readPatient(asked.ports, reading(asked, known.person)) }
}

/** One who has left, or must be asked first, has a page of their own kind; all else is refused as anywhere. */
export function refusedForPatient(asked: Asked, refusal: Refusal): Answer {
  const { words } = asked
  const state = STATES[refusal.kind as keyof typeof STATES]
  const known = personAsked(asked)
  if (state === undefined || known === null) return { kind: 'refusal', refusal }
  const outcome = outcomeFor(asked)
  const support = asked.ports.directory.practiceOf(asked.visitor.staff.assignment.principal)?.support ?? null
  return {
    kind: 'page',
    title: words.search.title,
    status: 200,
    body: html`<div class="narrow stack"><h1>${whoIs(asked, known.person)}</h1>
${outcome !== null && outcomeView(words, outcome, { at: known.at, csrf: asked.visitor.csrf })}
<section class="card stack"><p>${otherBadge(words.state[state], 'wait', 'stop')}</p><p>${words.refusal(refusal)}</p>
${mayDo(asked.ports, asked.visitor, 'optIn') && html`<p><a class="ds-button" href="${known.at}/samtycke">${words.more.consent}</a></p>`}
${support !== null && html`<p class="muted">${words.frame.support(support.name, support.phone, support.hours)}</p>`}
<p><a class="ds-link" href="/">${words.search.title}</a></p></section></div>`,
  }
}

/** One who cannot be read is told by what the register knows alone. */
function whoIs(asked: Asked, person: string): string {
  const identity = readIdentity(asked, person)
  return identity === null ? asked.words.state.heading : named(asked, identity)
}

const STATES = { OptInRequired: 'optInRequired', OptedOut: 'optedOut' } as const
