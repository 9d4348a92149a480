/** What documents are made of, for their tests: fees recorded by the domain's own decisions, and read by a provider as the till reads them. */

import assert from 'node:assert/strict'
import { syntheticPopulation } from '../../src/directory/population.ts'
import { gavleborg } from '../../src/directory/region.ts'
import { syntheticDirectory } from '../../src/directory/synthetic.ts'
import { syntheticCare } from '../../src/directory/syntheticFile.ts'
import type { Asked } from '../../src/documents/asked.ts'
import { type Account, emptyAccount } from '../../src/domain/account/account.ts'
import { knownStatementOf } from '../../src/domain/account/statement.ts'
import type { Circumstances } from '../../src/domain/decisions/decided.ts'
import { registerCard } from '../../src/domain/decisions/registerCard.ts'
import { registerFee } from '../../src/domain/decisions/registerFee.ts'
import { setReadConsent } from '../../src/domain/decisions/takePart.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { addHours, type Moment, swedishDay } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { CardId, CardIdentity } from '../../src/domain/law/card.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import { type CardView, cardViews } from '../../src/usecases/cardView.ts'
import { OTHER, OWN, settingsWith } from '../domain/clerk.ts'
import { day, kronor, moment } from '../usecases/world.ts'

export const PATIENT = PersonId.known('personnummer', '199001012385')
export const PROTECTED = PersonId.known('reservnummer', '22750303ZZ08')

const REGISTERED_AT = moment('2025-06-02T10:00:00+02:00')
const HOSPITAL = 'SE2321000198-A' as HsaId
const DOCTORS = 'SE5599990000-B' as HsaId

/** A visit that was paid: at Hälsocentralen Bomhus unless told otherwise. */
export type Paid = {
  readonly visit: string
  readonly amount: string
  readonly provider?: string
  readonly unit?: string | null
  /** Who registered it: the provider that took it, unless told. */
  readonly by?: HsaId
  readonly isAbroad?: boolean
}

export const AT_BOMHUS = { provider: HOSPITAL, unit: 'SE2321000198-A1' } as const
export const AT_GAVLAN = { provider: DOCTORS, unit: 'SE5599990000-B1', by: DOCTORS } as const

export type Read = {
  readonly person?: PersonId
  readonly asOf?: string
  readonly given?: { readonly number: string; readonly from: string; readonly through: string }
  readonly hasConsented?: boolean
}

/** Every card as Hälsocentralen Bomhus reads them; fees are called f1, f2 … in the order told. */
export function cardsOf(fees: readonly Paid[], { person = PATIENT, asOf, given, hasConsented }: Read = {}): CardView[] {
  const settings = settingsWith([])
  const account = emptyAccount(settings.history, 1)
  fees.forEach((fee, at) => {
    pay(account, fee, { id: `f${at + 1}` as FeeId, person, at })
  })
  if (given !== undefined) give(account, given, person)
  if (hasConsented === true)
    assert.ok(setReadConsent(account, { person, isGiven: true }, circumstances(account, {}, 500)).ok)
  const now = asOf === undefined ? REGISTERED_AT : moment(asOf)
  return cardViews({
    account,
    statement: knownStatementOf(account.book, now, OWN),
    cardType: { id: 'CARE_VISIT', name: 'Öppen sjukvård' },
    person,
    viewer: {
      principal: OWN,
      providers: new Set([HOSPITAL]),
      judgedBy: new Set([HOSPITAL]),
      isProtected: population.isProtected,
      reach: 'provider',
    },
    settings,
  })
}

type Which = { readonly id: FeeId; readonly person: PersonId; readonly at: number }

function pay(account: Account, fee: Paid, { id, person, at }: Which): void {
  const { visit, amount, provider = AT_BOMHUS.provider } = fee
  const unit = fee.unit === undefined ? AT_BOMHUS.unit : fee.unit
  const command = {
    feeId: id,
    person,
    visit: day(visit),
    amount: kronor(amount),
    careProvider: directory.caregiver(provider),
    careUnit: unit === null ? null : directory.caregiver(unit),
    isConsent: false,
  }
  const paid = registerFee(account, command, circumstances(account, fee, at))
  assert.ok(paid.ok, paid.ok ? '' : paid.refusal.kind)
}

function give(account: Account, { number, from, through }: Required<Read>['given'], person: PersonId): void {
  const days = { validFrom: day(from), validThrough: day(through) }
  const card = { person, reason: 'VALID_CARD', number, ...days, extendExisting: false, isConsent: false } as const
  const made = registerCard(account, { ...card, identity: identity('given') }, circumstances(account, {}, 480))
  assert.ok(made.ok, made.ok ? '' : made.refusal.kind)
}

/** One minute after another. */
function circumstances(account: Account, { by = HOSPITAL, isAbroad }: Partial<Paid>, at: number): Circumstances {
  const now = (addHours(REGISTERED_AT, -9) + at * 60_000) as Moment
  const principal = settingsWith([]).principal(isAbroad === true ? OTHER : OWN, swedishDay(now))
  assert.ok(principal)
  const actor = { system: HOSPITAL, employee: `${by}-E` as HsaId, provider: by, unit: null }
  const spare = [0, 1, 2, 3].map((one) => identity(`${account.version}${one}`))
  return { now, principal, spare, by: actor, reach: 'provider' }
}

const identity = (name: string): CardIdentity => ({ id: `card ${name}` as CardId, number: `21K7QW${name}` })

export const population = syntheticPopulation(syntheticCare())
export const directory = syntheticDirectory(gavleborg(), syntheticCare())

/** Asked for by Hälsocentralen Bomhus on 2 June 2025, unless told otherwise. */
export const asked = (cards: readonly CardView[], told: Partial<Asked> = {}): Asked => ({
  language: 'sv',
  person: PATIENT,
  cards,
  population,
  directory,
  issuer: { principal: 'Region Gävleborg', provider: 'Region Gävleborg, primärvården', unit: 'Hälsocentralen Bomhus' },
  support: {
    name: 'Centralkassan',
    phone: '026-15 51 20',
    hours: '8.00–12.00',
    email: 'centralkassan@regiongavleborg.se',
  },
  at: moment('2025-06-02T10:15:00+02:00'),
  ...told,
})
