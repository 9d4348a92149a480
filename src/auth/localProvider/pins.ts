/** The PINs of the demo's cards: three wrong ones in a row, and the card is locked for a minute. */

export type PinAnswer =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'locked'; readonly seconds: number }

const ATTEMPTS = 3
const LOCKED_MS = 60_000
const MS_PER_SECOND = 1_000

type Card = { readonly wrong: number; readonly lockedUntil: number }
const FRESH: Card = { wrong: 0, lockedUntil: 0 }

/** Takes the PIN of each card and a clock. Gives what tries a PIN. */
export function pinCheck(pins: ReadonlyMap<string, string>, now: () => number) {
  const cards = new Map<string, Card>()
  return (id: string, pin: string): PinAnswer => {
    const known = cards.get(id) ?? FRESH
    if (known.lockedUntil > now()) return lockedFor(known.lockedUntil - now())
    if (pins.get(id) === pin) {
      cards.delete(id)
      return { kind: 'right' }
    }
    const wrong = known.lockedUntil > 0 ? 1 : known.wrong + 1
    const isLocked = wrong >= ATTEMPTS
    cards.set(id, { wrong, lockedUntil: isLocked ? now() + LOCKED_MS : 0 })
    return isLocked ? lockedFor(LOCKED_MS) : { kind: 'wrong', left: ATTEMPTS - wrong }
  }
}

const lockedFor = (ms: number): PinAnswer => ({ kind: 'locked', seconds: Math.ceil(ms / MS_PER_SECOND) })
