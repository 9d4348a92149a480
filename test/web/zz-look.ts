// temporary

import { readFileSync } from 'node:fs'
import { fastify } from 'fastify'
import { chromium } from 'playwright-core'
import { webDoor } from '../../src/web/door.ts'
import { PAGES } from '../../src/web/pages/pages.ts'
import { done, OTHER, openCounter, settingsOfOther } from '../usecases/counter.ts'
import { CECILIA, LATER, NOON, patientsOf, RUT } from './actsWorld.ts'
import { standInAuth } from './standIn.ts'
import { tillHere } from './world.ts'

const out = '/tmp/acts-shots'
const only = process.argv[2]
const counter = await openCounter()
const app = fastify()
await app.register(async (part) =>
  webDoor(part, {
    ports: counter.ports,
    till: await tillHere(),
    auth: standInAuth(counter.ports.directory),
    pages: PAGES,
  }),
)
const base = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const patients = patientsOf({ counter } as never)
const open = async (visitor: string, dark = false) => {
  const context = await browser.newContext({
    baseURL: base,
    extraHTTPHeaders: { 'x-visitor': visitor },
    colorScheme: dark ? 'dark' : 'light',
  })
  return context.newPage()
}
const find = async (page: any, person: string) => {
  await page.goto('/')
  await page.fill('#person', person)
  await page.click('main button.ds-button')
  await page.waitForURL(/patient/)
  return page.url() as string
}
const shoot = async (page: any, name: string) => {
  if (only && !name.includes(only)) return
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    if (over > 0) console.log(name, width, 'overflows by', over)
    await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: true })
  }
  await page.evaluate(axe)
  const found = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] }).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0,140)).join(' | ')))`,
  )
  if ((found as string[]).length) console.log(name, found)
}
try {
  await counter.set(...settingsOfOther())
  const page = await open(RUT)
  // earlier
  counter.setClock('2024-06-10T12:00:00+02:00')
  const old = await patients.withFees('2023-06-12', '2024-01-10', '2024-02-10', '2024-03-10', '2024-04-10')
  done(await counter.register(old, '2024-05-10', '500.00'))
  counter.setClock(NOON)
  done(await counter.register(old, '2025-05-30', '250.00'))
  let at = await find(page, old)
  await page.goto(`${at}/tidigare`)
  await shoot(page, 'earlier')
  // register
  await page.goto(`${at}/frikort`)
  await shoot(page, 'card-form')
  await page.click('main form .ds-button')
  await shoot(page, 'card-faults')
  await page.fill('#number', 'U-2025-77')
  await page.fill('#from', '2025-05-01')
  await page.fill('#through', '2026-04-30')
  await page.click('main form .ds-button')
  await shoot(page, 'card-preview')
  await page.click('main form .ds-button')
  await shoot(page, 'card-done')
  const final = await patients.withFinalCard('199001012385')
  at = await find(page, final)
  await page.goto(`${at}/frikort`)
  await page.fill('#number', 'U-2025-77')
  await page.fill('#from', '2025-06-01')
  await page.fill('#through', '2026-05-31')
  await page.click('main form .ds-button')
  await shoot(page, 'card-exists')
  await page.goto(`${at}/kort`)
  await shoot(page, 'order')
  await page.click('main form .ds-button')
  await page.goto(`${at}/kort`)
  await shoot(page, 'order-done')
  const stranger = await patients.withFinalCard()
  at = await find(page, stranger)
  await page.goto(`${at}/kort`)
  await shoot(page, 'order-no-address')
  // group
  counter.setClock(LATER)
  const elder = patients.child(),
    younger = patients.child()
  done(await counter.register(elder, '2025-03-10', '800.00'))
  done(await counter.register('201701012393', '2025-04-10', '700.00'))
  done(await counter.group(elder, younger))
  at = await find(page, elder)
  await page.goto(`${at}/grupp`)
  await shoot(page, 'group')
  await page.fill('#person', final)
  await page.click('main form .ds-button')
  await shoot(page, 'group-fault')
  await page.fill('#person', '201701012393')
  await page.click('main form .ds-button')
  await shoot(page, 'group-add')
  await page.click('main form .ds-button')
  await page.goto(`${at}/grupp`)
  await page.click('.row-acts a >> nth=2')
  await shoot(page, 'group-leave')
  await find(page, '201701012393').then((a) => page.goto(`${a}/grupp`))
  await page.click('summary')
  await shoot(page, 'group-history')
  // consent
  await page.goto(`${at}/samtycke`)
  await shoot(page, 'consent')
  const support = await open(CECILIA)
  at = await find(support, final)
  await support.goto(`${at}/samtycke`)
  await shoot(support, 'consent-support')
  await support.goto(`${at}/samtycke/uttrade`)
  await shoot(support, 'leave')
  await support.click('main form .ds-button')
  await shoot(support, 'leave-done')
  await support.goto(`${at}/samtycke`)
  await shoot(support, 'consent-left')
  const dark = await open(`${RUT};en`, true)
  at = await find(dark, elder)
  await dark.goto(`${at}/samtycke`)
  await shoot(dark, 'dark-consent')
  await dark.goto(`${at}/tidigare`)
  await shoot(dark, 'dark-earlier')
  await dark.goto(`${at}/grupp`)
  await shoot(dark, 'dark-group')
} catch (e) {
  console.log(e)
} finally {
  await browser.close()
  await app.close()
  await counter.close()
}
