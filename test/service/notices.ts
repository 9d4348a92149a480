/** Which notices a text holds, known by the words that carry them, and the amounts it names. The sentences themselves are the service's own. */

import assert from 'node:assert/strict'
import type { Outcome } from './desk.ts'

const NOTICES = {
  DUPLICATE: /likadan avgift/,
  THIS_OVERCHARGED: /Avgiften är högre .* överdebiterat/,
  ANOTHER_OVERCHARGED: /Av avgiften för besöket .* överdebiterat/,
  FREE_BY_AGE: /avgiftsfritt/,
  FINAL_KEPT: /slutligt och behåller/,
  BESIDE: /har redan ett frikort\. Det registrerade gäller bredvid/,
  NUMBER_IGNORED: /angivna numret används inte/,
  ORDERED: /beställdes redan/,
  RETRY: /Samma anrop kom redan/,
}

/** The notices of what was done: none when it is OK. */
export function told({ code, text }: Outcome): string[] {
  assert.match(code, /^(OK|INFO)$/, text ?? code)
  const found = Object.entries(NOTICES).flatMap(([name, form]) => (form.test(text ?? '') ? [name] : []))
  assert.equal(found.length > 0, code === 'INFO', text ?? code)
  return found
}

/** Every amount that a text names, as it is written. */
export const kronor = ({ text }: Pick<Outcome, 'text'>): string[] =>
  [...(text ?? '').matchAll(/[\d\u00a0]+(?:,\d\d)?\u00a0kr/g)].map(([amount]) => amount.replaceAll('\u00a0', ' '))
