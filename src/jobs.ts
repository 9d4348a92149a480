/** What the service does by itself, each at its own pace, one run of a job at a time. A run that fails is told and tried again at the next. */

export type Job = {
  readonly name: string
  readonly everyMs: number
  readonly run: () => Promise<unknown>
  /** Whether it is run once more when the service stops. */
  readonly atStop: boolean
}

export type Jobs = {
  /** Begins nothing more, waits for what runs, and does what is to be done at the stop. Never rejects. */
  readonly stop: () => Promise<void>
}

/** Takes the jobs and where to tell that one has failed: by its name and the fault's kind, since a fault's words may quote a person. */
export function startJobs(jobs: readonly Job[], tell: (line: string) => void): Jobs {
  let stopping = false
  const attempt = async ({ name, run }: Job): Promise<void> => {
    try {
      await run()
    } catch (fault) {
      const { name: kind, code } = fault as { readonly name?: string; readonly code?: string }
      tell(`the job "${name}" failed (${[kind, code].filter(Boolean).join(' ')}) and is tried again`)
    }
  }
  const running = jobs.map((job) => {
    const state = { timer: undefined as NodeJS.Timeout | undefined, current: Promise.resolve() }
    const next = (): void => {
      if (stopping) return
      state.timer = setTimeout(() => {
        state.current = attempt(job).then(next)
      }, job.everyMs)
      state.timer.unref()
    }
    next()
    return state
  })
  return {
    stop: async () => {
      stopping = true
      for (const { timer } of running) clearTimeout(timer)
      await Promise.all(running.map(({ current }) => current))
      for (const job of jobs) if (job.atStop) await attempt(job)
    },
  }
}
