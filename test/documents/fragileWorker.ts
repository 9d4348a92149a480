/** A thread that answers as told, for the tests of who hands documents to threads: after some milliseconds, with a fault, or by dying. */

import { parentPort } from 'node:worker_threads'

type Told = { readonly data: { readonly act: 'set' | 'refuse' | 'die'; readonly after?: number } }

parentPort?.on('message', ({ data: { act, after = 0 } }: Told) => {
  setTimeout(() => {
    if (act === 'die') process.exit(1)
    parentPort?.postMessage(act === 'refuse' ? { fault: 'as told' } : { pdf: new Uint8Array([1]) })
  }, after)
})
