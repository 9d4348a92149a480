/** A population register of synthetic people: tells only whose identity is protected. A real one takes its place behind the same port. */

import { PersonId } from '../domain/kernel/personId.ts'
import type { Population } from '../usecases/ports.ts'
import type { SyntheticFile } from './synthetic.ts'

/** Takes the synthetic care. Nobody else in it is protected. */
export function syntheticPopulation({ people }: Pick<SyntheticFile, 'people'>): Population {
  const protectedOnes = people.filter(({ isProtected }) => isProtected === true).map(({ id }) => identityOf(id))
  return { isProtected: (person) => protectedOnes.some((one) => one.equals(person)) }
}

const identityOf = (id: string): PersonId => PersonId.known(/^\d{12}$/.test(id) ? 'personnummer' : 'reservnummer', id)
