/** Money as whole öre in a safe integer. No floating kronor and no tolerance anywhere behind the doors. */

import type { Brand } from './brand.ts'
import { invariant } from './invariant.ts'

export type Ore = Brand<number, 'Ore'>

export const NO_MONEY = 0 as Ore

const FORM = /^(-?)(\d{1,13})\.(\d{2})$/

/** Takes a whole number of öre. Throws when it is no safe integer. */
export function ore(value: number): Ore {
  invariant(Number.isSafeInteger(value), 'öre are whole and within the safe range')
  return value as Ore
}

/** Takes kronor as text with exactly two decimals ("1450.00"). Gives öre, or null for any other form. */
export function parseKronor(text: string): Ore | null {
  const match = FORM.exec(text)
  if (match === null) return null
  const value = Number(match[2]) * 100 + Number(match[3])
  return ore(match[1] === '-' && value !== 0 ? -value : value)
}

/** Gives the amount as kronor with two decimals ("-200.00"). */
export function formatKronor(amount: Ore): string {
  const whole = Math.abs(amount)
  return `${amount < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}
