/** What the demo's identity provider remembers, in this process alone: gone with it. */

type Payload = Readonly<Record<string, unknown>> & { readonly grantId?: string; readonly uid?: string }
type Kept = { readonly model: string; readonly payload: Payload; readonly until: number }

const MS_PER_SECOND = 1_000
/** Nobody fills the memory of a demo: the oldest goes. */
const MOST = 2_000

/** Gives what oidc-provider makes its stores by: one for each kind of thing, all in one place. */
export function memoryAdapter(now: () => number = Date.now) {
  const kept = new Map<string, Kept>()
  const live = (key: string): Payload | undefined => {
    const found = kept.get(key)
    return found !== undefined && found.until > now() ? found.payload : undefined
  }
  return (model: string) => {
    const keyOf = (id: string): string => `${model} ${id}`
    const upsert = async (id: string, payload: Payload, seconds: number): Promise<void> => {
      kept.delete(keyOf(id))
      kept.set(keyOf(id), { model, payload, until: now() + seconds * MS_PER_SECOND })
      const oldest = kept.keys().next().value
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest)
    }
    return {
      upsert,
      find: async (id: string) => live(keyOf(id)),
      findByUid: async (uid: string) =>
        [...kept.values()].find((one) => one.model === model && one.payload.uid === uid)?.payload,
      findByUserCode: async () => undefined,
      consume: async (id: string): Promise<void> => {
        const found = kept.get(keyOf(id))
        if (found === undefined) return
        const payload = { ...found.payload, consumed: Math.floor(now() / MS_PER_SECOND) }
        kept.set(keyOf(id), { ...found, payload })
      },
      destroy: async (id: string): Promise<void> => void kept.delete(keyOf(id)),
      revokeByGrantId: async (grantId: string): Promise<void> => {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
      },
    }
  }
}
