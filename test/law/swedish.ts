/** How cases write what the reckoning counts in: Swedish time without zone, kronor without needless decimals, regions by name. */

import { type Day, parseDay } from '../../src/domain/kernel/day.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { type Moment, parseMoment } from '../../src/domain/kernel/moment.ts'
import { type Ore, parseKronor } from '../../src/domain/kernel/money.ts'

const ZONE = 'Europe/Stockholm'

/**
 * Takes "2025-05-02" (then at the hour told), "2025-05-02 10:00" or "2025-05-02 10:00:30", Swedish time; where the clocks
 * are changed, with the offset behind it ("2025-10-26 02:30 +01:00"). Gives the moment as text with its offset.
 */
export function momentText(text: string, hour: string): string {
  const [day, clock = hour, offset] = text.split(' ')
  if (offset !== undefined) return `${day}T${clock}:00${offset}`
  return Temporal.PlainDateTime.from(`${day}T${clock}`)
    .toZonedDateTime(ZONE, { disambiguation: 'reject' })
    .toString({ timeZoneName: 'never' })
}

/** Gives an instant as a case would write it: Swedish time, seconds only when there are any. */
export function swedishTime(instant: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDateTime().toString()
  return local.replace('T', ' ').replace(/(:\d\d):00$/, '$1')
}

/** "1450" as "1450.00"; "0.01" as it is. */
export const withDecimals = (kronor: string): string => (/^-?\d+$/.test(kronor) ? `${kronor}.00` : kronor)

/** "1450.00" as "1450"; "0.01" as it is. */
export const withoutDecimals = (kronor: string): string => kronor.replace(/\.00$/, '')

const HOME = 'Gävleborg'
const HOME_ID = 'SE2321000198-1000'

/** A region's name as an HSA-id: Gävleborg's own, any other's name in capitals. */
export const principalId = (name = HOME): HsaId => (name === HOME ? HOME_ID : name.toUpperCase()) as HsaId

export const dayOf = (text: string): Day => known(parseDay(text), text)
export const momentOf = (text: string, hour: string): Moment => known(parseMoment(momentText(text, hour)), text)
export const oreOf = (kronor: string): Ore => known(parseKronor(withDecimals(kronor)), kronor)

function known<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`a case says "${text}"`)
  return value
}
