/** Lets a case act on an account as the service does: by the decisions, with cards known by number "1", "2", … in order of need. */

import { gavleborg } from '../../src/directory/region.ts'
import { type Account, emptyAccount } from '../../src/domain/account/account.ts'
import type { Caregiver, FeeRecord, FeeValues } from '../../src/domain/account/feeRecord.ts'
import type { LedgerEntry } from '../../src/domain/account/ledgerEntry.ts'
import { recordInAccount } from '../../src/domain/account/recordInAccount.ts'
import { annulFee } from '../../src/domain/decisions/annulFee.ts'
import { correctFee } from '../../src/domain/decisions/correctFee.ts'
import type { Circumstances, Decided } from '../../src/domain/decisions/decided.ts'
import type { Notice } from '../../src/domain/decisions/notices.ts'
import { quote, type Visit } from '../../src/domain/decisions/quote.ts'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import { registerFee } from '../../src/domain/decisions/registerFee.ts'
import { formatDay } from '../../src/domain/kernel/day.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { formatKronor } from '../../src/domain/kernel/money.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { CardId, CardIdentity } from '../../src/domain/law/card.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import { neverChanged } from '../../src/domain/law/settings.ts'
import type { CaseOf, ExpectedOutcome, Recording } from './case.ts'
import { settingsOfCase } from './history.ts'
import { dayOf, momentOf, oreOf, principalId, withoutDecimals } from './swedish.ts'

const PROVIDER = 'SE2321000198-A' as HsaId
const ACTOR = { system: 'SYSTEM' as HsaId, employee: 'EMPLOYEE' as HsaId, provider: PROVIDER, unit: null }
const TAKER: Caregiver = { id: PROVIDER, text: '' }
/** A published test number; no visit is free at this age. */
const ADULT = '199001012385'
const MOST_CARDS = 40

const identities: readonly CardIdentity[] = Array.from({ length: MOST_CARDS }, (_, at) => ({
  id: `id ${at + 1}` as CardId,
  number: String(at + 1),
}))

/** Does what a case says after what it has given. Gives what came of it, in the words of the cases, as far as it is expected. */
export function act({ given, then, settings, principal, born, expect }: CaseOf<'act'>): ExpectedOutcome {
  const reckoning = settingsOfCase(settings)
  const account = emptyAccount(neverChanged(reckoning), 1)
  let used = 0
  for (const recording of given) used += recordGiven(account, recording, used)
  const circumstances: Circumstances = {
    now: momentOf(recordedOf(then), '10:00'),
    principal: { ...gavleborg().settings, ...reckoning.general[0], id: principalId(principal) },
    spare: identities.slice(used),
    by: ACTOR,
    reach: 'provider',
  }
  const outcome = decideOn(account, then, circumstances, born ?? ADULT)
  if (!outcome.ok) return { refused: outcome.refusal.kind }
  const { notices, card } = outcome.value
  return {
    ...(expect.notices === undefined ? {} : { notices: notices.map(noticeInWords) }),
    ...(expect.card === undefined ? {} : { card: card?.number ?? null }),
    ...(expect.rows === undefined ? {} : { rows: rowsOf(account.records.get(feeOf(then)) as FeeRecord) }),
  }
}

const recordedOf = (recording: Recording): string =>
  recording.recorded ?? ('fee' in recording ? recording.visit : 'card' in recording ? recording.from : '')

function feeOf(recording: Recording): FeeId {
  if ('fee' in recording) return recording.fee as FeeId
  if ('correct' in recording) return recording.correct as FeeId
  if ('annul' in recording) return recording.annul as FeeId
  throw new Error('the ledger keeps no given cards yet: such a case is a history')
}

function recordGiven(account: Account, recording: Recording, used: number): number {
  const taken = recordInAccount(account, entryOf(recording), identities.slice(used))
  if (typeof taken === 'string') throw new Error(`what is given cannot have happened: ${taken}`)
  return taken
}

function entryOf(recording: Recording): LedgerEntry {
  const common = {
    feeId: feeOf(recording),
    recordedAt: momentOf(recordedOf(recording), '10:00'),
    by: ACTOR,
    issued: [],
  }
  if ('annul' in recording) return { type: 'FeeAnnulled', ...common, reason: null }
  if ('correct' in recording) return { type: 'FeeCorrected', ...common, ...changesOf(recording), reason: null }
  if (!('fee' in recording)) throw new Error('no fee')
  const { visit, amount, principal } = recording
  const told = {
    person: personOf(ADULT),
    principal: principalId(principal),
    visitDate: dayOf(visit),
    amount: oreOf(amount),
  }
  return { type: 'FeeRegistered', ...common, ...told, ...takersOf(recording) }
}

const changesOf = ({ visit, amount }: Extract<Recording, { correct: string }>) => ({
  visitDate: visit === undefined ? null : dayOf(visit),
  amount: amount === undefined ? null : oreOf(amount),
  careProvider: TAKER,
  careUnit: null,
})

const takersOf = ({ unit }: Extract<Recording, { fee: string }>) => ({
  careProvider: TAKER,
  careUnit: unit === undefined ? null : { id: null, text: unit },
})

const personOf = (text: string): PersonId => PersonId.known('personnummer', text)

function decideOn(
  account: Account,
  recording: Recording,
  circumstances: Circumstances,
  born: string,
): Result<Decided, Refusal> {
  const feeId = feeOf(recording)
  if ('annul' in recording) return annulFee(account, { feeId, reason: null, mustTellWhy: false }, circumstances)
  if ('correct' in recording) {
    const { visitDate: visit, amount } = changesOf(recording)
    return correctFee(
      account,
      { feeId, visit, amount, careProvider: null, careUnit: null, reason: null },
      circumstances,
    )
  }
  if (!('fee' in recording)) throw new Error('no fee')
  const told = { visit: dayOf(recording.visit), amount: oreOf(recording.amount), ...takersOf(recording) }
  return registerFee(account, { feeId, person: personOf(born), ...told, isConsent: false }, circumstances)
}

function noticeInWords(notice: Notice): string {
  if (notice.kind !== 'Overcharged') return notice.kind
  return `Overcharged ${withoutDecimals(formatKronor(notice.overcharged))} on ${formatDay(notice.visit)}`
}

/** R1: what a fee's records look like from outside. */
function rowsOf({ replaced, values, annulled }: FeeRecord): string[] {
  const row = (status: string, { visit, amount }: FeeValues): string =>
    `${status} ${formatDay(visit)} ${withoutDecimals(formatKronor(amount))}`
  return [...replaced.map((old) => row('UPDATED', old)), row(annulled === null ? 'ACTIVE' : 'DELETED', values)]
}

/** Asks what a visit would cost (O4), after what the case has given. */
export function quoted({
  given,
  asOf,
  quote: asked,
  settings,
  principal,
}: CaseOf<'quote'>): { due: string } | { refused: string } {
  const account = emptyAccount(neverChanged(settingsOfCase(settings)), 1)
  let used = 0
  for (const recording of given) used += recordGiven(account, recording, used)
  const visit: Visit = { principal: principalId(principal), visit: dayOf(asked.visit), tariff: oreOf(asked.tariff) }
  const answer = quote(account.book, visit, momentOf(asOf, '12:00'))
  return answer.ok ? { due: withoutDecimals(formatKronor(answer.value)) } : { refused: answer.refusal }
}
