/**
 * Which calling system a call comes from: the one that stands at the end of the line, or the one that a platform there tells of. What
 * it may do is for access.ts to say.
 */

import type { Day } from '../kernel/day.ts'
import { type HsaId, parseHsaId } from '../kernel/hsaId.ts'
import type { CallingSystem } from './access.ts'

/** The caller as the door knows it. */
export type CallerAtDoor = {
  /** Who stands at the other end of the line. */
  readonly system: HsaId
  /** SHA-256 of its certificate; null where nobody has asked for one. */
  readonly fingerprint: string | null
  /** For whom it says that it calls, as it told it; null when it told nothing. */
  readonly onBehalfOf: string | null
  /** The version of the contract that it speaks. */
  readonly version: number
}

const FINGERPRINT = /^[0-9A-F]{64}$/

/** Takes a SHA-256 fingerprint in hexadecimal, with or without colons. Gives it in one form, or null when it is none. */
export function parseFingerprint(text: string): string | null {
  const plain = text.replaceAll(':', '').toUpperCase()
  return FINGERPRINT.test(plain) ? plain : null
}

/** Takes the caller, the systems on record and the day it is. Gives the system whose call it is; null when it is not known. */
export function systemCalling(
  { system, fingerprint, onBehalfOf }: CallerAtDoor,
  recorded: (id: HsaId) => CallingSystem | null,
  today: Day,
): CallingSystem | null {
  const atTheLine = inForce(recorded(system), today)
  if (atTheLine === null || !isPinned(atTheLine, fingerprint)) return null
  if (!atTheLine.isPlatform || onBehalfOf === null) return atTheLine
  const told = parseHsaId(onBehalfOf)
  return told === null ? null : inForce(recorded(told), today)
}

const inForce = (system: CallingSystem | null, today: Day): CallingSystem | null =>
  system !== null && system.validFrom <= today && (system.validThrough === null || today <= system.validThrough)
    ? system
    : null

const isPinned = ({ pins }: CallingSystem, fingerprint: string | null): boolean =>
  pins.size === 0 || (fingerprint !== null && pins.has(fingerprint))
