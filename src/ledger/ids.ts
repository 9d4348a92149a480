/** Identities made here. A fee's or card's id carries its account, so that it leads there without a search. */

import { randomInt } from 'node:crypto'
import type { CardId } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import type { AccountId } from '../usecases/ledgerPort.ts'
import type { Ids } from '../usecases/ports.ts'
import { randomBytes } from './random.ts'

/** Without 0, 1, I, L, O, Q and U: nothing that is misread or spells a word by chance. */
const CARD_NUMBER_SIGNS = '23456789ABCDEFGHJKMNPRSTVWXYZ'
const CARD_NUMBER_LENGTH = 10
const FORM = /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** Gives identities that nobody can guess: 60 random bits name an account, 62 more each thing in it (UUID version 8). */
export const randomIds: Ids = {
  account: () => (randomBytes(8).readBigUInt64BE() >> 4n) as AccountId,
  fee: (account) => idIn(account) as FeeId,
  card: (account, prefix) => ({ id: idIn(account) as CardId, number: prefix + cardNumberSigns() }),
  accountOf: (id) => {
    const match = FORM.exec(id)
    return match === null ? null : (BigInt(`0x${match[1]}${match[2]}${match[3]}`) as AccountId)
  },
}

function idIn(account: AccountId): string {
  const carried = account.toString(16).padStart(15, '0')
  const random = randomBytes(8)
  random.writeUInt8(((random[0] ?? 0) & 0x3f) | 0x80, 0)
  const own = random.toString('hex')
  return `${carried.slice(0, 8)}-${carried.slice(8, 12)}-8${carried.slice(12)}-${own.slice(0, 4)}-${own.slice(4)}`
}

const cardNumberSigns = (): string =>
  Array.from({ length: CARD_NUMBER_LENGTH }, () => CARD_NUMBER_SIGNS[randomInt(CARD_NUMBER_SIGNS.length)]).join('')
