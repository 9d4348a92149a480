/** What a person takes along to another account, as the ledger keeps it within an entry: plain JSON, persons as kind and text. */

import type { FeeRecord } from '../domain/account/feeRecord.ts'
import type { GivenRecord } from '../domain/account/givenRecord.ts'
import type { GroupAct } from '../domain/account/group.ts'
import type { Participation } from '../domain/account/participation.ts'
import type { Portfolio } from '../domain/account/portfolio.ts'
import type { CardOrder, ReadConsent } from '../domain/account/saidByPatient.ts'
import { type Kept, type KeptAside, keep, keepAside, read, readAside } from './snapshotCodec.ts'

type OfPersons = 'records' | 'given' | 'participations' | 'asides' | 'consents' | 'orders' | 'groupActs'

export type KeptPortfolio = Omit<Portfolio, OfPersons> & {
  readonly records: readonly Kept<FeeRecord>[]
  readonly given: readonly Kept<GivenRecord>[]
  readonly participations: readonly Kept<Participation>[]
  readonly asides: readonly KeptAside[]
  readonly consents: readonly Kept<ReadConsent>[]
  readonly orders: readonly Kept<CardOrder>[]
  readonly groupActs: readonly Kept<GroupAct>[]
}

export const keepPortfolio = (portfolio: Portfolio): KeptPortfolio => ({
  ...portfolio,
  records: portfolio.records.map(keep),
  given: portfolio.given.map(keep),
  participations: portfolio.participations.map(keep),
  asides: portfolio.asides.map(keepAside),
  consents: portfolio.consents.map(keep),
  orders: portfolio.orders.map(keep),
  groupActs: portfolio.groupActs.map(keep),
})

export const readPortfolio = (kept: KeptPortfolio): Portfolio => ({
  ...kept,
  records: kept.records.map(read),
  given: kept.given.map(read),
  participations: kept.participations.map(read),
  asides: kept.asides.map(readAside),
  consents: kept.consents.map(read),
  orders: kept.orders.map(read),
  groupActs: kept.groupActs.map(read),
})
