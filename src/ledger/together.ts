/** Lets calls that arrive together share one round trip, and so one commit. Nobody waits for company: an idle lane takes who is there. */

/** Answers to a batch, each in its caller's place. */
type Send<Call, Answer> = (calls: readonly Call[]) => Promise<readonly Answer[]>

type Waiting<Call, Answer> = {
  readonly call: Call
  readonly since: number
  readonly resolve: (answer: Answer) => void
  readonly reject: (fault: unknown) => void
}

export type Sharing = {
  /** How many calls one round trip takes at most. */
  readonly most: number
  /** How many round trips are under way at once. */
  readonly lanes: number
}

/**
 * Takes what sends a batch. Gives what takes a call and gives its answer. Those who wait go in the order in which they came; when
 * a batch fails, every call in it does, and so do those who have waited long behind it: a database that has fallen silent holds
 * nobody twice as long as it holds the first.
 */
export function together<Call, Answer>(
  send: Send<Call, Answer>,
  { most, lanes }: Sharing,
): (call: Call) => Promise<Answer> {
  const waiting: Waiting<Call, Answer>[] = []
  let busy = 0
  const depart = (): void => {
    while (busy < lanes && waiting.length > 0) {
      busy += 1
      travel(waiting.splice(0, most)).finally(() => {
        busy -= 1
        depart()
      })
    }
  }
  const travel = async (batch: readonly Waiting<Call, Answer>[]): Promise<void> => {
    try {
      const answers = await send(batch.map(({ call }) => call))
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer)
    } catch (fault) {
      for (const { reject } of [...batch, ...takeImpatient(waiting)]) reject(fault)
    }
  }
  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, since: performance.now(), resolve, reject })
      // Those whose messages have come in by now travel together.
      setImmediate(depart)
    })
}

const PATIENCE_MS = 5_000

function takeImpatient<Call, Answer>(waiting: Waiting<Call, Answer>[]): Waiting<Call, Answer>[] {
  const firstPatient = waiting.findIndex(({ since }) => performance.now() - since < PATIENCE_MS)
  return waiting.splice(0, firstPatient < 0 ? waiting.length : firstPatient)
}
