/** From what a page answers to what is sent: the document around it, its status and headers, pressed together. */

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import type { Visitor } from '../auth/visitor.ts'
import { type Html, html, markupOf } from '../markup/html.ts'
import type { Practice } from '../usecases/ports.ts'
import type { TillWords } from '../words/till/sv.ts'
import { type OpenLines, sendEvents } from './events.ts'
import { document, type MenuItem } from './layout.ts'
import type { Answer } from './page.ts'
import type { Assets } from './static.ts'

export type Dressing = {
  readonly words: TillWords
  readonly visitor: Visitor | null
  readonly at: string
  readonly acceptsGzip: boolean
  readonly assets: Assets
  readonly support: Practice['support'] | null
  readonly lines: OpenLines
  readonly menuOf: (visitor: Visitor) => Promise<readonly MenuItem[]>
}

/** Beside what a page itself answers: the form came from an older page, or the page broke. */
export type Sent = Answer | { readonly kind: 'stale' } | { readonly kind: 'broken'; readonly id: string }

export async function send(reply: FastifyReply, dressing: Dressing, answer: Sent): Promise<FastifyReply> {
  const { words } = dressing
  reply.header('cache-control', 'no-store')
  switch (answer.kind) {
    case 'page':
      return page(reply.code(answer.status ?? 200), dressing, titleOf(words, answer), answer.body)
    case 'redirect':
      return reply.redirect(answer.to, 303)
    case 'refusal':
      return page(reply.code(403), dressing, words.frame.titleOf(words.faults.refused.title), refused(dressing, answer))
    case 'fragment':
      return markup(reply, dressing, answer.body)
    case 'document':
      return reply
        .type(answer.type)
        .header('content-disposition', `${answer.isToKeep ? 'attachment' : 'inline'}; filename="${answer.name}"`)
        .send(answer.bytes)
    case 'events':
      return sendEvents(reply, dressing.lines, answer.watch)
    case 'missing':
      return said(reply.code(404), dressing, words.faults.missing, null)
    case 'stale':
      return said(reply.code(403), dressing, words.faults.stale, null)
    case 'broken':
      return said(reply.code(500), dressing, words.faults.broken, words.faults.broken.id(answer.id))
  }
}

const titleOf = ({ frame }: TillWords, { title, status }: Answer & { readonly kind: 'page' }): string =>
  status === 422 ? frame.faultTitleOf(title) : frame.titleOf(title)

type Said = { readonly title: string; readonly text: string }

const said = (reply: FastifyReply, dressing: Dressing, { title, text }: Said, more: string | null) =>
  page(
    reply,
    dressing,
    dressing.words.frame.titleOf(title),
    html`<h1>${title}</h1><p>${text}</p>${more !== null && html`<p>${more}</p>`}`,
  )

/** Help at hand where something is refused. */
const refused = (
  { words, support }: Dressing,
  { refusal, back }: Answer & { readonly kind: 'refusal' },
): Html => html`<h1>${words.faults.refused.title}</h1>
<div class="notice bad" role="alert"><p>${words.refusal(refusal)}</p><p>${words.faults.refused.text}</p></div>
${support !== null && html`<p>${words.frame.support(support.name, support.phone, support.hours)}</p>`}
<p><a class="ds-link" href="${back ?? '/'}">${back === undefined ? words.search.title : words.frame.backToPatient}</a></p>`

async function page(reply: FastifyReply, dressing: Dressing, title: string, body: Html): Promise<FastifyReply> {
  const { visitor, assets, menuOf } = dressing
  const menu = visitor === null ? [] : await menuOf(visitor)
  return markup(reply, dressing, document({ ...dressing, menu, assetAt: assets.addressOf }, title, body))
}

const pressed = promisify(gzip)
const SMALL = 1_400

async function markup(reply: FastifyReply, { acceptsGzip }: Dressing, body: Html): Promise<FastifyReply> {
  const bytes = Buffer.from(markupOf(body))
  reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding')
  if (!acceptsGzip || bytes.length < SMALL) return reply.send(bytes)
  return reply.header('content-encoding', 'gzip').send(await pressed(bytes, { level: 5 }))
}
