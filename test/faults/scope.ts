/** A stretch of work outside the test runner that leaves nothing behind: what a test would do at its end is done at the end of the stretch. */

import type { TestContext } from 'node:test'

type Ending = () => unknown

const open = new Set<Ending[]>()

/** Takes the work, which is given what the tests' starters of processes and folders ask of a test. Does the endings, last first. */
export async function withEndings<T>(work: (t: TestContext) => Promise<T>): Promise<T> {
  const endings: Ending[] = []
  open.add(endings)
  // They register what is to be done at the end, and ask for nothing else.
  const t = { after: (ending: Ending) => endings.unshift(ending) } as unknown as TestContext
  try {
    return await work(t)
  } finally {
    open.delete(endings)
    for (const ending of endings) await ending()
  }
}

/** Ends everything that is still open: for a program that is told to stop in the middle. */
export async function endAll(): Promise<void> {
  for (const endings of [...open].reverse()) for (const ending of endings) await ending()
}
