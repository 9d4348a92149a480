/** A calling system on record as an operator reads it. It holds no secret: a certificate is told by its digest. */

import type { CallingSystem } from '../domain/decisions/access.ts'
import { type Day, formatDay } from '../domain/kernel/day.ts'
import { formatMoment } from '../domain/kernel/moment.ts'
import type { SystemRecord } from '../ledger/systemRecords.ts'

/** One line, its parts parted by tabs. */
export const systemLine = (system: CallingSystem, today: Day): string =>
  [system.id, system.name, system.vendor, validity(system, today), ...(system.isPlatform ? ['platform'] : [])].join(
    '\t',
  )

function validity({ validFrom, validThrough }: CallingSystem, today: Day): string {
  if (validThrough !== null && validThrough < today) return `ended, last day ${formatDay(validThrough)}`
  if (validFrom > today) return `from ${formatDay(validFrom)}`
  return validThrough === null ? 'in force' : `in force through ${formatDay(validThrough)}`
}

/** Everything that holds of a system, and who recorded what when, the newest first. Takes its records, the oldest first. */
export function systemInFull(records: readonly SystemRecord[], today: Day): string {
  const newest = records.at(-1)
  if (newest === undefined) return ''
  const { id } = newest.system
  const facts = factsOf(newest.system).map(([name, value]) => `  ${name.padEnd(14)}${value}`)
  const changes = records.map((record, at) => changeLine(record, records[at - 1])).reverse()
  return [`${id}\t${validity(newest.system, today)}`, ...facts, '', ...changes].join('\n')
}

const factsOf = (system: CallingSystem): readonly (readonly [string, string])[] => [
  ['name', system.name],
  ['vendor', system.vendor],
  ['grants', listed([...system.grants].map(([act, versions]) => `${act}:${[...versions].toSorted().join(',')}`))],
  ['principals', listed([...system.principals])],
  ['providers', listed([...system.providers])],
  ['pins', system.pins.size === 0 ? 'none: any certificate that holds its HSA-id' : listed([...system.pins])],
  ['retry-seconds', String(system.retrySeconds)],
  ['valid-from', formatDay(system.validFrom)],
  ['valid-through', system.validThrough === null ? 'none' : formatDay(system.validThrough)],
  ['platform', system.isPlatform ? 'yes: trusted to tell for whom it calls' : 'no'],
]

const listed = (parts: readonly string[]): string => (parts.length === 0 ? 'none' : parts.toSorted().join(' '))

function changeLine({ system, version, recordedAt, by }: SystemRecord, before: SystemRecord | undefined): string {
  const what = before === undefined ? 'added' : `changed: ${changedNames(before.system, system).join(', ')}`
  return `  ${String(version).padEnd(4)}${formatMoment(recordedAt)}  by ${by}  ${what}`
}

/** The names of what is otherwise than before. */
export function changedNames(before: CallingSystem, now: CallingSystem): string[] {
  const old = new Map(factsOf(before))
  return factsOf(now).flatMap(([name, value]) => (old.get(name) === value ? [] : [name]))
}
