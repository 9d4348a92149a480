/**
 * The patient's page at the till: the state, what to charge now by the region's tariffs (domain.md O4), every card with its fees as
 * the viewer may see them (S4, S5), the reasons, and who the patient is. One reading, one line in the access log.
 */

import { explain, type Reason } from '../domain/account/explanation.ts'
import { personsOf } from '../domain/account/group.ts'
import type { Statement } from '../domain/account/statement.ts'
import { refuseAmount, refuseVisit } from '../domain/decisions/decided.ts'
import { quote } from '../domain/decisions/quote.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { hasConsentOf } from '../domain/decisions/visibility.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { NO_MONEY, type Ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { isFreeByAge } from '../domain/law/freeByAge.ts'
import { type CardView, cardView, cardViews, expiredRowsOf, type FeeRow } from './cardView.ts'
import { refuseForm } from './checks.ts'
import { notBefore, openAccount } from './openAccount.ts'
import type { Ports, Practice, Registered } from './ports.ts'
import { type CardsRequest, type ReadingPermitted, readPermitted } from './readCard.ts'

export type PatientView = {
  readonly person: PersonId
  readonly asOf: Moment
  readonly cardType: CardView['cardType']
  /** Null when no card is current. */
  readonly current: CardView | null
  /** The newest first, one below the limit before all others. */
  readonly cards: readonly CardView[]
  /** Of the fees that belong to no card, as the viewer may see them. */
  readonly expired: readonly FeeRow[]
  /** Null where nothing has been registered yet. */
  readonly statement: Statement | null
  readonly reasons: readonly Reason[]
  readonly tariffs: readonly { readonly name: string; readonly amount: Ore; readonly due: Ore }[]
  /** Who shares the account, the patient first; alone when nobody does. */
  readonly persons: readonly PersonId[]
  readonly readConsent: boolean
  /** True when visits today are free by age (O5). */
  readonly isFreeByAge: boolean
  readonly isProtected: boolean
  /** Null for one who is not in the population register, and for a protected identity. */
  readonly registered: Registered | null
  /** By which a change made elsewhere is noticed; null where there is no account yet. */
  readonly account: { readonly id: bigint; readonly version: number } | null
}

/** Gives what the till shows, or what stands on a printed statement; or the first refusal in order. One who has left or must be asked first is a refusal (S1, S2). */
export async function readPatient(
  ports: Ports,
  request: CardsRequest & { readonly act?: 'printStatement' },
): Promise<Result<PatientView, Refusal>> {
  const read = await readPermitted(ports, { act: 'readCardWithFees', ...request })
  if (!read.ok) return read
  const { viewing, asked, now } = read.value
  const { person, principal } = asked
  const today = swedishDay(now)
  const isFree = person.birthDay !== null && isFreeByAge(person.birthDay, today, principal)
  const { account: known, dueOf } = await quoting(ports, asked, now)
  const dues = await duesOf(ports.directory.practiceOf(principal.id)?.tariffs ?? [], async (amount) =>
    isFree ? NO_MONEY : dueOf(today, amount),
  )
  const common = {
    person,
    asOf: now,
    cardType: asked.cardType,
    tariffs: dues,
    isFreeByAge: isFree,
    isProtected: ports.population.isProtected(person),
    registered: ports.population.find(person),
  }
  if (viewing === null) return ok({ ...NOTHING, ...common, persons: [person] })
  const { account, statement, viewer } = viewing
  return ok({
    ...common,
    // What is shown, though a quote has been reckoned on something newer: then the newer is noticed.
    account: known === null ? null : { ...known, version: account.version },
    current: cardView(viewing),
    cards: cardViews(viewing),
    expired: expiredRowsOf(viewing),
    statement,
    reasons: explain(statement),
    persons: [person, ...personsOf(account, { person, principal: principal.id }).filter((one) => !one.equals(person))],
    readConsent: hasConsentOf(account, person, viewer),
  })
}

type Tariffs = Practice['tariffs']

/** Tariffs of one amount cost the same. */
async function duesOf(tariffs: Tariffs, dueOf: (amount: Ore) => Promise<Ore>): Promise<PatientView['tariffs']> {
  const amounts = [...new Set(tariffs.map(({ amount }) => amount))]
  const dues = new Map(await Promise.all(amounts.map(async (amount) => [amount, await dueOf(amount)] as const)))
  return tariffs.map((tariff) => ({ ...tariff, due: dues.get(tariff.amount) ?? tariff.amount }))
}

const NOTHING = {
  current: null,
  cards: [],
  expired: [],
  statement: null,
  reasons: [],
  readConsent: false,
  account: null,
} as const

export type QuoteRequest = CardsRequest & {
  /** Null: today in Sweden. */
  readonly visit: Day | null
  readonly amount: Ore
}

/** O4: gives what a visit of the amount would cost if it were registered now, or the first refusal in order. */
export async function quoteVisit(ports: Ports, request: QuoteRequest): Promise<Result<{ readonly due: Ore }, Refusal>> {
  const { visit, amount, ...told } = request
  const form = refuseForm(amount, visit, ports.now())
  if (form !== null) return no(form)
  const read = await readPermitted(ports, { ...told, act: 'quote' })
  if (!read.ok) return read
  const { asked, now } = read.value
  const day = visit ?? swedishDay(now)
  const limits = refuseVisit(day, now, asked.principal) ?? refuseAmount(amount, asked.principal)
  if (limits !== null) return no(limits)
  if (asked.person.birthDay !== null && isFreeByAge(asked.person.birthDay, day, asked.principal))
    return ok({ due: NO_MONEY })
  return ok({ due: await (await quoting(ports, asked, now)).dueOf(day, amount) })
}

type Quoting = {
  readonly account: PatientView['account']
  readonly dueOf: (visit: Day, amount: Ore) => Promise<Ore>
}

/** A quote uses its account up: each has a copy of its own. Where a quote is refused the whole amount is due. */
async function quoting(ports: Ports, { person, principal, cardType }: ReadingPermitted, now: Moment): Promise<Quoting> {
  const loaded = await ports.ledger.load({ by: 'person', person, cardType: cardType.id }, null)
  const { account } = loaded
  if (account === null) return { account: null, dueOf: async (_, amount) => amount }
  const dueOf = async (visit: Day, amount: Ore): Promise<Ore> => {
    const opened = await openAccount(ports, loaded, { id: account.id, prefix: principal.cardNumberPrefix })
    const at = notBefore(opened.account, now)
    const quoted = quote(opened.account.book, { principal: principal.id, visit, tariff: amount }, at)
    return quoted.ok ? quoted.value : amount
  }
  return { account: { id: account.id, version: account.version }, dueOf }
}
