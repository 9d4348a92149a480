/** Reads a history's settings: each that is given replaces the installation's own whole (simulate.md). */

import { parseHsaId } from '../domain/kernel/hsaId.ts'
import { type CeilingAmount, ceilingsOf } from '../domain/law/ceiling.ts'
import type { PrincipalRules, ReckoningSettings } from '../domain/law/settings.ts'
import { type Fields, Malformed, readAmount, readDay, readFields, readList, readText } from './fields.ts'

const MOST_HOURS = 1_000_000

/** Takes a history's fields. Throws Malformed when a given setting has another form. */
export function readSettings(history: Fields, installation: ReckoningSettings): ReckoningSettings {
  if (!history.has('settings')) return installation
  const settings = readFields(history.value('settings'), 'settings')
  return {
    ceilings: settings.has('ceilings') ? readCeilings(settings) : installation.ceilings,
    general: installation.general.map((rules) => ({ ...rules, ...readHours(settings), ...readPolicy(settings) })),
    byPrincipal: installation.byPrincipal,
  }
}

function readHours(settings: Fields): Partial<PrincipalRules> {
  if (!settings.has('preliminaryHours')) return {}
  const hours = settings.value('preliminaryHours')
  if (typeof hours !== 'number' || !Number.isInteger(hours) || hours < 0 || hours > MOST_HOURS)
    throw new Malformed(settings.at('preliminaryHours'), 'ett helt antal timmar, 0 eller fler')
  return { preliminaryHours: hours }
}

function readPolicy(settings: Fields): Partial<PrincipalRules> {
  if (!settings.has('finalCardPolicy')) return {}
  const policy = settings.value('finalCardPolicy')
  if (policy !== 'keep' && policy !== 'refuse') throw new Malformed(settings.at('finalCardPolicy'), 'keep eller refuse')
  return { finalCardPolicy: policy }
}

const readCeilings = (settings: Fields): ReckoningSettings['ceilings'] =>
  ceilingsOf(
    readList(settings, 'ceilings').map((entry, at) => readCeiling(readFields(entry, `settings.ceilings[${at}]`))),
  )

function readCeiling(entry: Fields): CeilingAmount {
  const principal = entry.has('principal') ? parseHsaId(readText(entry, 'principal')) : null
  if (entry.has('principal') && principal === null) throw new Malformed(entry.at('principal'), 'ett HSA-id')
  const amount = readAmount(entry, 'amount')
  if (amount <= 0) throw new Malformed(entry.at('amount'), 'ett belopp större än noll')
  return { principal, from: readDay(entry, 'from'), amount }
}
