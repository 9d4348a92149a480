/** Stops the program where something believed impossible has happened: a bug, never a refusal. */

/** Takes a condition and what was expected. Throws when the condition does not hold. */
export function invariant(condition: unknown, expected: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${expected}`)
}

/** Stands where the compiler has shown that no case is left. */
export function unreachable(value: never): never {
  throw new Error(`invariant broken: no case for a value of type ${typeof value}`)
}
