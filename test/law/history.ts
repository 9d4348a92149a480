/** Turns a case into settings and the history of `efrikort simulate`. */

import { gavleborg } from '../../src/directory/region.ts'
import { type CeilingAmount, ceilingsOf } from '../../src/domain/law/ceiling.ts'
import type { DatedRules, PrincipalRules, ReckoningSettings } from '../../src/domain/law/settings.ts'
import { settingsOf } from '../../src/domain/law/settings.ts'
import type { CaseOf, Recording, Settings } from './case.ts'
import { dayOf, momentText, oreOf, principalId, withDecimals } from './swedish.ts'

/** Gives the installation's settings, with the rules of the principals that a case names. */
export function installationOf(settings: Settings = {}): ReckoningSettings {
  const installation = settingsOf(gavleborg())
  const own = Object.entries(settings.principals ?? {})
  return {
    ...installation,
    byPrincipal: new Map(own.map(([name, rules]) => [principalId(name), withRules(installation.general, rules)])),
  }
}

/** Gives the settings whole, for what does not go by the history of `efrikort simulate`. */
export function settingsOfCase(settings: Settings = {}): ReckoningSettings {
  const { ceilings, principals: _, ...rules } = settings
  const installation = installationOf(settings)
  return {
    ...installation,
    general: withRules(installation.general, rules),
    ceilings: ceilings === undefined ? installation.ceilings : ceilingsOf(ceilings.map(ceilingAmount)),
  }
}

const withRules = (dated: readonly DatedRules[], rules: Partial<PrincipalRules>): readonly DatedRules[] =>
  dated.map((one) => ({ ...one, ...rules }))

const ceilingAmount = ({ from, amount, principal }: NonNullable<Settings['ceilings']>[number]): CeilingAmount => ({
  from: dayOf(from),
  amount: oreOf(amount),
  principal: principal === undefined ? null : principalId(principal),
})

/** Gives the history as plain data. */
export function historyOf({ given, asOf, settings, principal }: CaseOf<'history'>): object {
  return {
    asOf: momentText(asOf, '12:00'),
    principal: principalId(principal),
    cardType: 'CARE_VISIT',
    ...(settings === undefined ? {} : { settings: settingsText(settings) }),
    entries: given.map(entryOf),
  }
}

const settingsText = ({ principals: _, ceilings, ...rules }: Settings): object => ({
  ...rules,
  ...(ceilings === undefined ? {} : { ceilings: ceilings.map(ceilingText) }),
})

const ceilingText = ({ from, amount, principal }: NonNullable<Settings['ceilings']>[number]): object => ({
  from,
  amount: withDecimals(amount),
  ...(principal === undefined ? {} : { principal: principalId(principal) }),
})

function entryOf(recording: Recording): object {
  if ('fee' in recording) return feeRegistered(recording)
  if ('card' in recording) return cardRegistered(recording)
  const recordedAt = momentText(recording.recorded, '10:00')
  if ('annul' in recording) return { type: 'FeeAnnulled', feeId: recording.annul, recordedAt }
  if ('withdraw' in recording) return { type: 'CardWithdrawn', cardId: recording.withdraw, recordedAt }
  const { correct, visit, amount } = recording
  return {
    type: 'FeeCorrected',
    feeId: correct,
    ...(visit === undefined ? {} : { visitDate: visit }),
    ...(amount === undefined ? {} : { amount: withDecimals(amount) }),
    recordedAt,
  }
}

const feeRegistered = ({ fee, visit, amount, recorded, principal }: Extract<Recording, { fee: string }>): object => ({
  type: 'FeeRegistered',
  feeId: fee,
  ...(principal === undefined ? {} : { principal: principalId(principal) }),
  visitDate: visit,
  amount: withDecimals(amount),
  recordedAt: momentText(recorded ?? visit, '10:00'),
})

const cardRegistered = ({
  card,
  from,
  through,
  recorded,
  principal,
}: Extract<Recording, { card: string }>): object => ({
  type: 'CardRegistered',
  cardId: card,
  ...(principal === undefined ? {} : { principal: principalId(principal) }),
  validFrom: from,
  validThrough: through,
  number: card,
  recordedAt: momentText(recorded ?? from, '10:00'),
})
