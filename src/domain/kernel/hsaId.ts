/** An HSA-id: names a care principal, provider, unit, employee or system. Compared without regard to case. */

import type { Brand } from './brand.ts'

export type HsaId = Brand<string, 'HsaId'>

const LONGEST = 32
const FORM = /^[!-~\u00a1-\uffff]+$/u

/**
 * Takes text. Gives the id in upper case, so that equal ids are equal texts, or null when it is empty, longer than 32
 * characters, or holds a space or control character. The published ids are of many shapes: no more is demanded.
 */
export function parseHsaId(text: string): HsaId | null {
  if (text.length === 0 || text.length > LONGEST || !FORM.test(text)) return null
  return text.toUpperCase() as HsaId
}
