/** A small browser for the tests: keeps cookies by host and path, follows redirects one by one, and sends forms as they stand on the page. */

import assert from 'node:assert/strict'

export type Page = {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

type Cookie = { readonly value: string; readonly path: string; readonly line: string }

export type Fields = Readonly<Record<string, string>>
export type Told = { readonly method?: string; readonly fields?: Fields; readonly headers?: Fields }

export type Browser = {
  /** One request, no redirect followed. */
  readonly step: (address: string | URL, told?: Told) => Promise<Page>
  /** Goes on until there is a page. */
  readonly visit: (address: string | URL, told?: Told) => Promise<Page>
  /** Sends the page's form that posts to the address, with what it holds and what is filled in. */
  readonly submit: (page: Page, action: string | RegExp, filled: Fields) => Promise<Page>
  /** The cookie as it was set, with its flags; undefined when there is none. */
  readonly cookie: (name: string) => string | undefined
  readonly value: (name: string) => string | undefined
  readonly setValue: (name: string, value: string) => void
  readonly forgetCookie: (name: string) => void
}

const MOST_REDIRECTS = 12
/** As a browser of today says of a form on a page of the same origin that sends no referrer. */
const SAME_ORIGIN = { origin: 'null', 'sec-fetch-site': 'same-origin' }

/** All hosts are this machine: as browsers do, it keeps cookies by the host's name, whatever the port. */
export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, Cookie>>()
  const jarOf = (host: string): Map<string, Cookie> => {
    const jar = jars.get(host) ?? new Map<string, Cookie>()
    jars.set(host, jar)
    return jar
  }
  const step: Browser['step'] = async (address, { method, fields, headers } = {}) => {
    const url = new URL(address)
    const body = fields === undefined ? {} : { body: new URLSearchParams(fields) }
    const answer = await fetch(url, {
      method: method ?? (fields === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: { ...cookiesFor(jarOf(url.hostname), url), ...headers },
      ...body,
    })
    for (const line of answer.headers.getSetCookie()) keep(jarOf(url.hostname), line)
    return { url, status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const visit: Browser['visit'] = async (address, told) => {
    let page = await step(address, told)
    for (let count = 0; page.headers.has('location'); count += 1) {
      assert.ok(count < MOST_REDIRECTS, `redirected for ever, to ${page.url}`)
      page = await step(new URL(page.headers.get('location') ?? '', page.url))
    }
    return page
  }
  const here = (): Map<string, Cookie> => jarOf('127.0.0.1')
  return {
    step,
    visit,
    submit: (page, action, filled) => {
      const form = formIn(page, action)
      return visit(form.action, { fields: { ...form.fields, ...filled }, headers: SAME_ORIGIN })
    },
    cookie: (name) => here().get(name)?.line,
    value: (name) => here().get(name)?.value,
    setValue: (name, value) => void here().set(name, { value, path: '/', line: '' }),
    forgetCookie: (name) => void here().delete(name),
  }
}

function cookiesFor(jar: ReadonlyMap<string, Cookie>, url: URL): Fields {
  const fitting = [...jar].filter(([, { path }]) => url.pathname.startsWith(path))
  return fitting.length === 0 ? {} : { cookie: fitting.map(([name, { value }]) => `${name}=${value}`).join('; ') }
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...flags] = line.split('; ')
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  const path = flags.find((flag) => /^path=/i.test(flag))?.slice('path='.length) ?? '/'
  if (/max-age=0|1970/i.test(line)) jar.delete(name)
  else jar.set(name, { value, path, line })
}

/** The form of a page, with its hidden fields. */
export function formIn({ text, url }: Page, action: string | RegExp) {
  for (const [, tag = '', inside = ''] of text.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
    const told = attribute(tag, 'action')
    if (typeof action === 'string' ? told !== action : !action.test(told)) continue
    const hidden = [...inside.matchAll(/<input([^>]*type="hidden"[^>]*)>/g)].map(([, input = '']) => input)
    const fields = Object.fromEntries(hidden.map((input) => [attribute(input, 'name'), attribute(input, 'value')]))
    return { action: new URL(told, url), fields }
  }
  return assert.fail(`no form that posts to ${action} on ${url.pathname}: ${text}`)
}

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')

/** The heading and what stands below it, without tags. */
export const said = ({ text }: Page): string =>
  unescaped((/<main>(.*)<\/main>/s.exec(text)?.[1] ?? text).replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
