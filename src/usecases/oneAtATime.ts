/** Lets acts on the same account wait for each other within this process, first come first served, so that they seldom collide in the ledger. */

export type OneAtATime = <T>(key: string, act: () => Promise<T>) => Promise<T>

/** Gives a queue per key; a key is forgotten when nobody waits for it. */
export function oneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>()
  return (key, act) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(act, act)
    last.set(key, mine)
    const forget = (): void => {
      if (last.get(key) === mine) last.delete(key)
    }
    mine.then(forget, forget)
    return mine
  }
}
