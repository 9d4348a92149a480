/** Sök frikort: one field for whoever it is, and by card number for those who may. Leads to the patient by a reference. */

import type { PersonId } from '../../../domain/kernel/personId.ts'
import { findCard } from '../../../usecases/findCard.ts'
import { type Filled, textIn, UNFILLED } from '../../forms.ts'
import { readIdentity, revealed, shownIdentity } from '../../identity.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { mayDo } from '../../rights.ts'
import { type SearchModel, searchView } from './view.ts'

export const search: Page = {
  method: 'GET',
  address: '/',
  act: 'readCardWithFees',
  menu: 'search',
  answer: async (asked) => page(asked, UNFILLED),
}

export const searched: Page = {
  method: 'POST',
  address: '/sok',
  act: 'readCardWithFees',
  answer: async (asked) => {
    const text = textIn(asked.posted, 'person')
    if (text === '') return wrong(asked, 'person', asked.words.search.missing)
    const person = readIdentity(asked, text)
    return person === null ? wrong(asked, 'person', asked.words.search.invalid) : toPatient(asked, person)
  },
}

/** Administrators search by the number on a card. */
export const searchedByCard: Page = {
  method: 'POST',
  address: '/sok/kort',
  act: 'findCard',
  answer: async (asked) => {
    const number = textIn(asked.posted, 'card')
    const { staff } = asked.visitor
    if (number === '') return wrong(asked, 'card', asked.words.search.cardMissing)
    const principal = staff.assignment.principal
    const found = await findCard(asked.ports, { caller: { staff }, principal, number })
    if (!found.ok) return { kind: 'refusal', refusal: found.refusal }
    const [first, ...others] = found.value
    if (first === undefined) return wrong(asked, 'card', asked.words.search.cardUnknown)
    return others.length === 0 ? toPatient(asked, first) : several(asked, found.value)
  },
}

const toPatient = async ({ visitor }: Asked, person: PersonId): Promise<Answer> => ({
  kind: 'redirect',
  to: `/patient/${await visitor.refer(revealed(person))}`,
})

async function several(asked: Asked, persons: readonly PersonId[]): Promise<Answer> {
  const found = await Promise.all(
    persons.map(async (person) => ({
      address: `/patient/${await asked.visitor.refer(revealed(person))}`,
      text: shownIdentity(person),
    })),
  )
  return page(asked, UNFILLED, found)
}

const wrong = (asked: Asked, field: string, text: string): Answer =>
  page(asked, { typed: asked.posted, faults: [{ field, text }] })

const page = (
  { words, visitor, ports }: Pick<Asked, 'words' | 'visitor' | 'ports'>,
  filled: Filled,
  found: SearchModel['found'] = [],
): Answer => ({
  kind: 'page',
  title: words.search.title,
  body: searchView(words, {
    filled,
    found,
    csrf: visitor.csrf,
    mayFindCard: mayDo(ports, visitor, 'findCard'),
  }),
  status: filled.faults.length === 0 ? 200 : 422,
})
