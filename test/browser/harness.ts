/** The harness itself: what it must notice is shown to it once. */

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { NO_BROWSER, openBrowser, visit } from './chromium.ts'
import { look } from './look.ts'

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
const PAGES: Readonly<Record<string, string>> = {
  '/good': '<h1>En sida</h1><p>Allt är som det ska.</p>',
  '/inline': '<h1>En sida</h1><script>document.title = "nej"</script>',
  '/wide': '<h1>En sida</h1><p><svg width="700" height="10" role="img" aria-label="en bred linje"></svg></p>',
  '/nameless': '<h1>En sida</h1><form><input name="belopp"></form>',
  '/missing': '<h1>En sida</h1><img alt="" src="/nowhere">',
}

const asPage = (body: string): string =>
  `<!doctype html><html lang="sv"><meta name="viewport" content="width=device-width"><title>En sida</title><main>${body}</main></html>`

test('the harness hears a breach of the policy, and sees what is too wide, nameless or missing', {
  skip: NO_BROWSER,
}, async (t) => {
  const server = createServer(({ url = '' }, answer) => {
    const body = PAGES[url]
    answer.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${POLICY}; img-src 'self'`,
    })
    answer.end(asPage(body ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await openBrowser()
  t.after(async () => {
    await browser.close()
    server.closeAllConnections()
    server.close()
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const on = async (path: string) => {
    const one = await visit(browser, address)
    await one.page.goto(path)
    return one
  }

  const good = await on('/good')
  await look(good.page, 'harness')
  good.heard.nothing()
  await assert.rejects(look((await on('/wide')).page, 'harness'), /harness at 320 px: 7\d\d px of content/)
  await assert.rejects(look((await on('/nameless')).page, 'harness'), /label: Form elements must have labels/)
  assert.throws((await on('/inline')).heard.nothing, /Content Security Policy/)
  assert.throws((await on('/missing')).heard.nothing, /answered 404: \/nowhere/)
})
