/** A population register of synthetic people: name, address, and whose identity is protected. A real one takes its place behind the same port. */

import { PersonId } from '../domain/kernel/personId.ts'
import type { Population, Registered } from '../usecases/ports.ts'
import type { SyntheticFile } from './syntheticFile.ts'

/** Takes the synthetic care. Nobody else in it is protected. */
export function syntheticPopulation({ people }: Pick<SyntheticFile, 'people'>): Population {
  const protectedOnes = people.filter(({ isProtected }) => isProtected === true).map(({ id }) => identityOf(id))
  const isProtected = (person: PersonId): boolean => protectedOnes.some((one) => one.equals(person))
  const find = (person: PersonId): Registered | null => {
    const found = isProtected(person) ? undefined : people.find(({ id }) => identityOf(id).equals(person))
    return found === undefined ? null : { name: found.name, address: found.address ?? [], diedOn: null }
  }
  return { isProtected, find }
}

const identityOf = (id: string): PersonId => PersonId.known(/^\d{12}$/.test(id) ? 'personnummer' : 'reservnummer', id)
