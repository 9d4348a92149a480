/** A card and its fees as one viewer may see them (domain.md S4, R1): what is shown of each row, with no wording and no wire in it. */

import type { Account } from '../domain/account/account.ts'
import type { Caregiver, FeeRecord, FeeValues } from '../domain/account/feeRecord.ts'
import type { CardReason, GivenRecord } from '../domain/account/givenRecord.ts'
import { personsOf } from '../domain/account/group.ts'
import type { CardStatement, Statement } from '../domain/account/statement.ts'
import { hasConsentOf, mayChange, sightOf, type Viewer } from '../domain/decisions/visibility.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardId } from '../domain/law/card.ts'
import type { Fee, FeeId } from '../domain/law/careOrder.ts'
import type { SettingsView } from './settingsView.ts'

export type NamedPrincipal = { readonly id: HsaId; readonly name: string }

/** One row of a fee's history. A masked one tells date and amount, and whose kind of provider took it. */
export type FeeRow = Pick<FeeValues, 'visit' | 'amount'> & {
  readonly id: FeeId
  readonly person: PersonId
  readonly registeredAt: Moment
  /** When the caller said that it was registered; null when it did not. */
  readonly toldAt: Moment | null
  readonly principal: NamedPrincipal
  readonly shown: WholeRow | { readonly kind: 'otherProvider' | 'otherRegion' }
}

export type WholeRow = {
  readonly kind: 'whole'
  readonly careProvider: Caregiver
  readonly careUnit: Caregiver | null
  readonly status: 'ACTIVE' | 'UPDATED' | 'DELETED'
  readonly reason: string | null
  /** On an ACTIVE row that the viewer may correct and annul (S4); absent on all others. */
  readonly mayChange?: true
}

export type CardView = {
  readonly card: CardStatement
  readonly cardType: { readonly id: string; readonly name: string }
  readonly persons: readonly { readonly id: PersonId; readonly readConsent: boolean }[]
  readonly principal: NamedPrincipal
  /** Of a card given by hand; null for a computed one. */
  readonly given: { readonly reason: CardReason; readonly start: Day | null } | null
  readonly rows: readonly FeeRow[]
  /** Rows of the fees that no longer count on any card. */
  readonly expiredRows: readonly FeeRow[]
  readonly asOf: Moment
}

export type Viewing = {
  readonly account: Account
  readonly statement: Statement
  readonly cardType: CardView['cardType']
  readonly person: PersonId
  readonly viewer: Viewer
  readonly settings: SettingsView
}

/** Gives the view of the current card; null when there is none, and then none of its rows is told. */
export const cardView = (viewing: Viewing): CardView | null =>
  viewing.statement.current === null ? null : viewOf(viewing, viewing.statement.current)

/** Gives the view of the card known by the id; null when there is none, or it has been withdrawn. */
export function viewOfCard(viewing: Viewing, id: CardId): CardView | null {
  const card = viewing.statement.cards.find(({ identity }) => identity?.id === id)
  return card === undefined ? null : viewOf(viewing, card)
}

/** Gives every card, the newest first, one below the limit before all others. */
export const cardViews = (viewing: Viewing): CardView[] =>
  viewing.statement.cards.toReversed().map((card) => viewOf(viewing, card))

function viewOf(viewing: Viewing, card: CardStatement): CardView {
  const { account, statement, cardType, person, viewer } = viewing
  const given = card.kind === 'given' ? (account.given.get(card.identity?.id as CardId) ?? null) : null
  const hasExpired = card === (statement.current ?? statement.cards.at(-1))
  return {
    card,
    cardType,
    persons: personsOf(account, { person, principal: viewer.principal }).map((id) => ({
      id,
      readConsent: hasConsentOf(account, id, viewer),
    })),
    principal: named(viewing, card.principal),
    given: given === null ? null : toldOf(given),
    rows: rowsOf(
      viewing,
      card.shares.map(({ fee }) => fee),
      card.identity?.id ?? null,
    ),
    expiredRows: hasExpired ? rowsOf(viewing, statement.expired, null) : [],
    asOf: statement.asOf,
  }
}

const toldOf = ({ reason, start }: GivenRecord) => ({ reason, start })

/** The rows of these ACTIVE fees, and of the annulled ones whose last values belonged to the card (or to none), in care order. */
function rowsOf(viewing: Viewing, fees: readonly Fee[], cardId: string | null): FeeRow[] {
  const records = [...viewing.account.records.values()]
  const active = new Set(fees.map((fee) => fee.id))
  return records
    .filter(({ id, annulled }) => (annulled === null ? active.has(id) : annulled.card === cardId))
    .sort((a, b) => a.values.visit - b.values.visit || a.registeredAt - b.registeredAt || a.order - b.order)
    .flatMap((record) => rowsOfFee(record, viewing))
}

/** R1: UPDATED rows as they were replaced, then the ACTIVE or DELETED one; a masked fee shows its ACTIVE row alone. */
function rowsOfFee(record: FeeRecord, viewing: Viewing): FeeRow[] {
  const { id, person, registeredAt } = record
  const common = { id, person, registeredAt, principal: named(viewing, record.principal) }
  const valuesOf = ({ visit, amount, toldAt }: FeeValues) => ({ visit, amount, toldAt: toldAt ?? null })
  const row = (told: FeeValues, status: WholeRow['status'], reason: string | null): FeeRow => ({
    ...common,
    ...valuesOf(told),
    shown: { kind: 'whole', careProvider: told.careProvider, careUnit: told.careUnit, status, reason },
  })
  const sight = sightOf(record, viewing.account, viewing.viewer)
  if (sight !== 'whole')
    return record.annulled === null ? [{ ...common, ...valuesOf(record.values), shown: { kind: sight } }] : []
  const updated = record.replaced.map((values) => row(values, 'UPDATED', values.reason))
  const last =
    record.annulled === null
      ? withChange(row(record.values, 'ACTIVE', null), mayChange(record, viewing.viewer))
      : row(record.values, 'DELETED', record.annulled.reason)
  return [...updated, last]
}

const withChange = (row: FeeRow, isAllowed: boolean): FeeRow =>
  isAllowed && row.shown.kind === 'whole' ? { ...row, shown: { ...row.shown, mayChange: true } } : row

const named = ({ settings, statement }: Viewing, id: HsaId): NamedPrincipal => ({
  id,
  name: settings.principal(id, swedishDay(statement.asOf))?.name ?? id,
})
