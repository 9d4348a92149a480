/** What a profile is: a journal system's way of calling, as days of named steps, each with the answer that is expected, in words. */

import type { Act } from '../../src/domain/decisions/access.ts'
import type { Card, Row, Said, Shown, ShownWithFees, Till, Version } from './till.ts'

/** The days of the calendar that all profiles live, and what the clock shows when each begins. */
export const DAYS = {
  monday: '2025-06-02T08:00:00',
  tuesday: '2025-06-03T08:00:00',
  /** More than 48 hours after Tuesday's visits. */
  thursday: '2025-06-05T12:00:00',
  autumn: '2025-09-02T08:00:00',
} as const
export type DayName = keyof typeof DAYS

export type Step = { readonly does: string; readonly act: () => Promise<string>; readonly answer: string }
export type Life = Readonly<Partial<Record<DayName, readonly Step[]>>>

/** What a profile has at hand in one run. */
export type Hand = {
  readonly version: Version
  readonly till: Till
  /** Another provider's till, of another system. */
  readonly other: Till
  readonly patient: () => string
  readonly child: () => string
  /** Says what the card question told; numbers are said in the order in which they were first seen. */
  readonly sayCard: (shown: Shown) => string
}

export type Profile = {
  readonly name: string
  /** What is known of the habits that it lives by, for the reader of the reference. */
  readonly habits: string
  readonly versions: readonly Version[]
  /** Whether the patient is in until he or she leaves, or is asked first. */
  readonly region: 'presumed' | 'asked'
  readonly granted: readonly Act[]
  readonly retrySeconds?: number
  readonly live: (hand: Hand) => Life
}

export const step = (does: string, act: Step['act'], answer: string): Step => ({ does, act, answer })

/** Says an outcome: the code, and the text word for word but for the time of day. */
export const say = ({ code, text }: Pick<Said, 'code' | 'text'>): string =>
  text === null ? code : `${code}: ${text.replaceAll('\u00a0', ' ').replaceAll(/klockan \d\d\.\d\d/g, 'klockan …')}`

/** Says the fees row by row, after what else was told. */
export const sayFees = ({ rows }: Pick<ShownWithFees, 'rows'>): string =>
  rows.length === 0 ? 'no fees' : rows.map(sayRow).join('; ')

const sayRow = ({ date, amount, provider, status, reason }: Row): string =>
  `${date} ${amount} kr ${provider}${status === 'ACTIVE' ? '' : ` ${status}`}${reason === null ? '' : ` (${reason})`}`

/** Gives a way to say cards that numbers them as they are first seen. */
export function cardSayer(): Hand['sayCard'] {
  const seen: string[] = []
  const named = (number: string): string => {
    if (!/^21[2-9A-HJKMNP-Z]{10}$/.test(number)) return number
    if (!seen.includes(number)) seen.push(number)
    return `no. ${seen.indexOf(number) + 1}`
  }
  return (shown) => {
    if (shown.code !== 'OK') return say(shown)
    return shown.card === null ? 'no card' : sayOne(shown.card, named)
  }
}

function sayOne({ number, status, start, reached, end, paid, left }: Card, named: (number: string) => string): string {
  const sum = `${paid} kr paid, ${left} kr left`
  if (status === 'BELOW_LIMIT') return `below the limit since ${start}: ${sum}`
  return `${status} ${named(number)}, valid ${reached} to ${end}: ${sum}`
}
