/**
 * What a document says of whose it is, who issued it and whom to ask. Of a protected identity neither name nor any place is
 * printed (domain.md S5): the paper is made to be shown to others.
 */

import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardView } from '../usecases/cardView.ts'
import { type DocumentWords, documentWords } from '../words/documents/words.ts'
import type { Asked, Fact } from './asked.ts'

/** True when no place may stand on the paper: the patient, or one who shares the card, is protected. */
export const isDiscreet = ({ person, cards, population }: Pick<Asked, 'person' | 'cards' | 'population'>): boolean =>
  population.isProtected(person) || membersOf(cards).some(population.isProtected)

/** Name where it may be printed, identity, and with whom the ceiling is shared. */
export function patientFacts(asked: Asked): Fact[] {
  const { person, cards, population } = asked
  const words = documentWords(asked.language)
  const name = isDiscreet(asked) ? null : (population.find(person)?.name ?? null)
  const others = membersOf(cards).filter((member) => !member.equals(person))
  return [
    ...(name === null ? [] : [{ label: words.patient, value: name }]),
    identityFact(person, words),
    ...(others.length === 0
      ? []
      : [{ label: words.sharesWith, value: words.figures.list(others.map(identityInDigits)) }]),
  ]
}

/** Who issued it and when. Of a protected patient the principal alone is told. */
export function issuedFacts(asked: Asked): Fact[] {
  const words = documentWords(asked.language)
  const { principal, provider, unit } = asked.issuer
  const issuer = isDiscreet(asked) ? principal : `${provider}, ${unit}`
  return [
    { label: words.issuedBy, value: issuer },
    { label: words.issuedAt, value: words.figures.time(asked.at) },
    ...supportFacts(asked, words),
  ]
}

const supportFacts = ({ support }: Asked, words: DocumentWords): Fact[] =>
  support === null
    ? []
    : [{ label: words.support, value: words.supportLine(support.name, support.phone, support.hours) }]

const identityFact = (person: PersonId, words: DocumentWords): Fact => ({
  label: words.identity[person.kind],
  value: identityInDigits(person),
})

/** "19900101-2385": the last four parted off; a reserve number as it is. */
export const identityInDigits = (person: PersonId): string => person.reveal().replace(/^(\d{8})(\d{4})$/, '$1-$2')

/** Everyone who shares one of the cards, each once. */
function membersOf(cards: readonly CardView[]): PersonId[] {
  const members: PersonId[] = []
  for (const { id } of cards.flatMap(({ persons }) => persons))
    if (!members.some((member) => member.equals(id))) members.push(id)
  return members
}
