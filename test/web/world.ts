/** The pages on a real database, with the stand-in for login: what a visitor asks and posts, as a browser would. */

import assert from 'node:assert/strict'
import { type FastifyInstance, fastify } from 'fastify'
import { demoCaller } from '../../src/http/caller.ts'
import { webDoor } from '../../src/web/door.ts'
import { handoverDoor } from '../../src/web/handoverDoor.ts'
import { PAGES } from '../../src/web/pages/pages.ts'
import { type Counter, openCounter } from '../usecases/counter.ts'
import { csrfOf, standInAuth, VISITOR_HEADER } from './standIn.ts'

export type Answered = {
  readonly status: number
  readonly body: string
  readonly location: string
  readonly type: string
  readonly disposition: string
  readonly bytes: Uint8Array
}

export type Browser = {
  readonly get: (address: string) => Promise<Answered>
  readonly post: (address: string, fields: Readonly<Record<string, string>>) => Promise<Answered>
  /** Posts the form of a page whose action this is, with what is told beside what stands in it. */
  readonly submit: (page: Answered, action: string, fields?: Readonly<Record<string, string>>) => Promise<Answered>
  /** Searches, and gives the patient's address. */
  readonly find: (person: string) => Promise<string>
}

export type PagesWorld = {
  readonly counter: Counter
  /** The staff's HSA-id, after a semicolon the session's name, and the language. */
  readonly browser: (visitor: string) => Browser
  readonly app: FastifyInstance
  /** Listens to an address that stays open. */
  readonly listen: (visitor: string, address: string) => Promise<Line>
  /** Keeps a form as the login does when a session has ended. */
  readonly keep: (visitor: string, form: object) => void
  readonly close: () => Promise<void>
}

export type Line = { readonly events: string[]; readonly close: () => void }

export async function openPages(): Promise<PagesWorld> {
  const counter = await openCounter()
  const app = fastify()
  const { ports } = counter
  const auth = standInAuth(ports.directory)
  await app.register(async (part) => {
    await webDoor(part, { ports, auth, pages: PAGES })
    handoverDoor(part, { ports, callerOf: demoCaller, address: () => 'https://till.example' })
  })
  const service = await app.listen({ host: '127.0.0.1', port: 0 })
  const ask = async (visitor: string, method: 'GET' | 'POST', url: string, payload = ''): Promise<Answered> => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const headers = { [VISITOR_HEADER]: visitor, ...(method === 'POST' ? type : {}) }
    const answer = await app.inject({ method, url, headers, ...(method === 'POST' ? { payload } : {}) })
    assert.doesNotMatch(url, /19900101|20170101|19121212/, 'no person in an address')
    const told = (name: string): string => String(answer.headers[name] ?? '')
    return {
      status: answer.statusCode,
      body: answer.body,
      location: told('location'),
      type: told('content-type'),
      disposition: told('content-disposition'),
      bytes: answer.rawPayload,
    }
  }
  const browser = (visitor: string): Browser => {
    const get: Browser['get'] = (address) => ask(visitor, 'GET', address)
    const post: Browser['post'] = (address, fields) =>
      ask(visitor, 'POST', address, new URLSearchParams({ csrf: csrfOf(visitor), ...fields }).toString())
    const submit: Browser['submit'] = (page, action, fields) =>
      post(action, { ...hiddenIn(page.body, action), ...fields })
    const find: Browser['find'] = async (person) => {
      const { location, body } = await post('/sok', { person })
      assert.match(location, /^\/patient\//, body)
      return location
    }
    return { get, post, submit, find }
  }
  const listen = (visitor: string, address: string): Promise<Line> => listenAt(`${service}${address}`, visitor)
  const keep = (visitor: string, form: object): void => auth.put(visitor, 'kept-form', form)
  const close = async (): Promise<void> => {
    await app.close()
    await counter.close()
  }
  return { app, counter, browser, listen, keep, close }
}

async function listenAt(address: string, visitor: string): Promise<Line> {
  const ending = new AbortController()
  const headers = { [VISITOR_HEADER]: visitor, accept: 'text/event-stream' }
  const answer = await fetch(address, { headers, signal: ending.signal })
  assert.match(String(answer.headers.get('content-type')), /^text\/event-stream/)
  const events: string[] = []
  const read = async (): Promise<void> => {
    for await (const bytes of answer.body ?? [])
      for (const [, name] of new TextDecoder().decode(bytes).matchAll(/^event: (\w+)$/gm)) events.push(`${name}`)
  }
  read().catch(() => undefined)
  return { events, close: () => ending.abort() }
}

/** The hidden fields of the form with the action; of one that posts to its own page, the form without any. */
export function hiddenIn(body: string, action: string): Record<string, string> {
  const forms = [...body.matchAll(/<form method="post" action="([^"]*)"[\s\S]*?<\/form>/g)]
  const form = forms.find((one) => one[1] === action) ?? forms.find((one) => one[1] === '')
  assert.ok(form, `a form that posts to ${action}`)
  const fields = [...form[0].matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return Object.fromEntries(fields.map(([, name, value]) => [name, value]))
}

/** What is read on a page: tags gone, spaces one. */
export const readable = ({ body }: Answered): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body)
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
