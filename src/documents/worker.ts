/** The thread in which documents are set, one after another: the compiler is loaded here, and nowhere else. */

import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { press } from './press.ts'

export type Order = { readonly template: string; readonly data: unknown }
export type Answer = { readonly pdf: Uint8Array } | { readonly fault: string }

const set = press(join(import.meta.dirname, 'templates'))

parentPort?.on('message', ({ template, data }: Order) => parentPort?.postMessage(answerTo({ template, data })))

function answerTo({ template, data }: Order): Answer {
  try {
    return { pdf: set(template, data) }
  } catch (fault) {
    return { fault: fault instanceof Error ? fault.message : 'not a document' }
  }
}
