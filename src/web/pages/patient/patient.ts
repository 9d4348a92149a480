/** The patient's page: everything at a glance, and where everything done on it begins. */

import { swedishDay } from '../../../domain/kernel/moment.ts'
import type { WholeRow } from '../../../usecases/cardView.ts'
import { outcomeFor } from '../../outcome.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { patientAsked, refusedForPatient } from '../../patientAsked.ts'
import { mayDo } from '../../rights.ts'
import { newToken } from '../../tokens.ts'
import { patientView } from './view.ts'

export const patient: Page = {
  method: 'GET',
  address: '/patient/:reference',
  act: 'readCardWithFees',
  answer: async (asked) => {
    const read = await patientAsked(asked)
    if (read === null) return { kind: 'missing' }
    if (!read.view.ok) return refusedForPatient(asked, read.view.refusal)
    return shown(asked, { at: read.at, view: read.view.value })
  },
}

type Read = Parameters<typeof patientView>[1]

const shown = (asked: Asked, { at, view }: Pick<Read, 'at' | 'view'>): Answer => ({
  kind: 'page',
  title: asked.words.search.title,
  body: patientView(asked.words, {
    at,
    view,
    csrf: asked.visitor.csrf,
    token: newToken(),
    today: swedishDay(view.asOf),
    unit: asked.visitor.staff.assignment.unitName,
    provider: asked.visitor.staff.assignment.provider,
    nameOf: nameOf(asked),
    outcome: outcomeFor(asked),
    hasPage: asked.hasPage,
    may: (act) => mayDo(asked.ports, asked.visitor, act),
  }),
})

/** What the directory calls a provider or unit; one outside it by its own text. */
export const nameOf =
  ({ ports }: Asked) =>
  ({ id, text }: WholeRow['careProvider']): string =>
    (id === null ? null : ports.directory.nameOf(id)) ?? text
