/**
 * The door of the web application: finds the visitor, lets a page answer, and dresses the answer. One boundary for faults: a broken
 * page is logged, and answered calmly without detail. It decides nothing.
 */

import formBody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isSame } from '../auth/secrets.ts'
import type { Auth, Visitor } from '../auth/visitor.ts'
import type { Ports } from '../usecases/ports.ts'
import { en } from '../words/till/en.ts'
import { sv, type TillWords } from '../words/till/sv.ts'
import { type Dressing, send } from './answers.ts'
import type { OpenLines } from './events.ts'
import { forgetKeptForm } from './keptForm.ts'
import type { MenuItem } from './layout.ts'
import type { Answer, Asked, Page, Told } from './page.ts'
import { mayDo } from './rights.ts'
import { type Assets, readAssets } from './static.ts'

export type WebDoor = {
  readonly ports: Ports
  readonly auth: Auth
  readonly pages: readonly Page[]
  /** Absent: read anew. */
  readonly assets?: Assets
}

const WORDS: Readonly<Record<Visitor['language'], TillWords>> = { sv, en }
const LARGEST_FORM = 64_000

/** Opens every page in this part of the server, with login and what the pages look by. */
export async function webDoor(part: FastifyInstance, door: WebDoor): Promise<void> {
  const assets = door.assets ?? readAssets()
  if (!part.hasContentTypeParser('application/x-www-form-urlencoded'))
    await part.register(formBody, { bodyLimit: LARGEST_FORM })
  assets.register(part)
  const lines: OpenLines = new Set()
  part.addHook('preClose', async () => {
    for (const end of lines) end()
  })
  door.auth.register(part)
  for (const page of door.pages)
    part.route({
      method: page.method,
      url: page.address,
      handler: (request, reply) => answer({ door, assets, lines, page }, request, reply),
    })
}

type Opened = { readonly door: WebDoor; readonly assets: Assets; readonly lines: OpenLines; readonly page: Page }

async function answer(opened: Opened, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { door } = opened
  let dressing = dressingOf(opened, request)
  try {
    const visitor = await door.auth.visitorOf(request)
    if (visitor === null && isListening(request)) return reply.code(NO_CONTENT).send()
    if (visitor === null) return reply.redirect(await loginFrom(opened, request), 303)
    const words = WORDS[visitor.language]
    // A page that breaks says in the visitor's language whom to call.
    dressing = { ...dressing, words, support: supportOf(door.ports, visitor) }
    return await send(reply, { ...dressing, visitor }, await answerOf(opened, { visitor, words }, request))
  } catch (fault) {
    request.log.error({ err: fault, route: opened.page.address }, 'a page failed')
    return send(reply, dressing, { kind: 'broken', id: request.id })
  }
}

const NO_CONTENT = 204

/** A page that listens by itself is led nowhere: no content ends the listening. */
const isListening = ({ headers }: FastifyRequest): boolean => (headers.accept ?? '').includes('text/event-stream')

/** What was posted is kept for the same employee; a page that was asked for is come back to. */
async function loginFrom({ door: { auth }, page }: Opened, request: FastifyRequest): Promise<string> {
  if (request.method === 'GET') return auth.loginAddress(request.url)
  const returnTo = pageOf(request.url)
  return page.isKept === false ? auth.loginAddress(returnTo) : auth.keepForm(request, returnTo)
}

/** The patient's page where the form was one of a patient's, else the first page. */
const pageOf = (address: string): string => /^\/patient\/[^/?]+/.exec(address)?.[0] ?? '/'

type Known = { readonly visitor: Visitor; readonly words: TillWords }

async function answerOf(
  { door: { ports, pages }, page }: Opened,
  { visitor, words }: Known,
  request: FastifyRequest,
): Promise<Answer | { readonly kind: 'stale' }> {
  const posted = page.method === 'POST' ? told(request.body) : {}
  if (page.method === 'POST' && !isSame(posted['csrf'] ?? '', visitor.csrf)) return { kind: 'stale' }
  if (page.act !== null && !mayDo(ports, visitor, page.act))
    return { kind: 'refusal', refusal: { kind: 'RoleNotGranted' } }
  if (posted['kept'] === '1') await forgetKeptForm(visitor)
  const hasPage = (address: string): boolean => pages.some((one) => one.method === 'GET' && one.address === address)
  const asked: Asked = {
    ports,
    visitor,
    words,
    hasPage,
    params: told(request.params),
    query: told(request.query),
    posted,
  }
  return page.answer(asked)
}

/** Of several values of one name the first; nothing that is not text. */
function told(values: unknown): Told {
  const read: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(values ?? {})) {
    const first: unknown = Array.isArray(value) ? value[0] : value
    if (typeof first === 'string') read[name] = first
  }
  return read
}

const dressingOf = ({ door, assets, lines }: Opened, request: FastifyRequest): Dressing => ({
  words: sv,
  visitor: null,
  at: request.method === 'GET' ? request.url : '/',
  acceptsGzip: /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')),
  assets,
  lines,
  support: null,
  menuOf: async (visitor) => (await Promise.all(door.pages.map((page) => menuItem(door, visitor, page)))).flat(),
})

async function menuItem({ ports }: WebDoor, visitor: Visitor, page: Page): Promise<MenuItem[]> {
  const { menu, address, act, tally } = page
  if (menu === undefined || (act !== null && !mayDo(ports, visitor, act))) return []
  return [{ address, words: menu, tally: (await tally?.({ ports, visitor })) ?? null }]
}

const supportOf = ({ directory }: Ports, { staff }: Visitor): Dressing['support'] =>
  directory.practiceOf(staff.assignment.principal)?.support ?? null
