/** A person beside the patient as a page names them: the number, with the name that the register knows, so that it is seen who it is. */

import type { PersonId } from '../domain/kernel/personId.ts'
import { shownIdentity } from './identity.ts'
import type { Asked } from './page.ts'

/** Of a protected identity the number alone, and that it is protected. */
export function named({ ports, words }: Pick<Asked, 'ports' | 'words'>, person: PersonId): string {
  if (ports.population.isProtected(person)) return `${shownIdentity(person)}, ${words.patient.protected}`
  const name = ports.population.find(person)?.name
  return name === undefined ? shownIdentity(person) : `${shownIdentity(person)} ${name}`
}
