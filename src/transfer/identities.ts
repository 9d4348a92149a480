/** Identities for the cards that lines make: first those that the lines tell, then new ones. */

import type { CardIdentity } from '../domain/law/card.ts'
import type { ToldIdentity } from './readLine.ts'
import type { Reckoning } from './reckoning.ts'

export type Identities = {
  /** Enough for an entry, and for the settings up to the version: those told first. */
  readonly offer: (told: readonly ToldIdentity[], prefix: string, version: number) => CardIdentity[]
  /** How many of the new ones that were offered last were needed; the others are offered again. */
  readonly take: (count: number) => void
  readonly made: () => number
}

/** As many as spareIdentities gives, and as openAccount does for newer settings; here they are not thrown away. */
const BESIDES_COMPUTED = 3

/** Takes the account that they are for. */
export function identitiesFor({ id, account, ids }: Pick<Reckoning, 'id' | 'account' | 'ids'>): Identities {
  let spare: CardIdentity[] = []
  let spareOf = ''
  let made = 0
  return {
    offer: (told, prefix, version) => {
      if (prefix !== spareOf) spare = []
      spareOf = prefix
      const bySettings = version > account.settingsVersion ? account.records.size + 1 : 0
      const count = account.book.computed.length + BESIDES_COMPUTED + bySettings
      while (spare.length < count) spare.push(ids.card(id, prefix))
      return [...told.map((one) => ({ id: one.id ?? ids.card(id, prefix).id, number: one.number })), ...spare]
    },
    take: (count) => {
      if (count <= 0) return
      spare = spare.slice(count)
      made += count
    },
    made: () => made,
  }
}
