/** Statement and receipt of a patient, read as the visitor may (the act `printStatement`), and what both papers are made of. */

import type { Asked as PaperAsked } from '../../../documents/asked.ts'
import type { Refusal } from '../../../domain/decisions/refusals.ts'
import { swedishDay } from '../../../domain/kernel/moment.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import type { CardView } from '../../../usecases/cardView.ts'
import { type PatientView, readPatient } from '../../../usecases/readPatient.ts'
import type { Language } from '../../../words/till/login.ts'
import type { Answer, Asked } from '../../page.ts'
import { type PatientAsked, personAsked, refusedForPatient } from '../../patientAsked.ts'
import { reading } from '../../requests.ts'

export type PaperRead = Pick<PatientAsked, 'at'> & { readonly view: PatientView }

/** Reads the patient for a paper, and lets the act answer. */
export async function forPaper(asked: Asked, act: (read: PaperRead) => Promise<Answer>): Promise<Answer> {
  const known = personAsked(asked)
  if (known === null) return { kind: 'missing' }
  const read: Result<PatientView, Refusal> = await readPatient(asked.ports, {
    ...reading(asked, known.person),
    act: 'printStatement',
  })
  return read.ok ? act({ at: known.at, view: read.value }) : refusedForPatient(asked, read.refusal)
}

/** The paper's language may be another than the page's: it is for the patient. */
export const paperLanguage = ({ query, visitor }: Asked): Language => {
  const { sprak } = query
  return sprak === 'sv' || sprak === 'en' ? sprak : visitor.language
}

/** Takes which cards are to stand on the paper. */
export function paperOf(asked: Asked, view: PatientView, cards: readonly CardView[]): PaperAsked {
  const { ports, visitor } = asked
  const { principal, providerName, unitName } = visitor.staff.assignment
  const named = ports.settings.known().principal(principal, swedishDay(view.asOf))?.name ?? principal
  return {
    language: paperLanguage(asked),
    person: view.person,
    cards,
    population: ports.population,
    directory: ports.directory,
    issuer: { principal: named, provider: providerName, unit: unitName },
    support: ports.directory.practiceOf(principal)?.support ?? null,
    at: view.asOf,
  }
}

export const PDF = 'application/pdf'
