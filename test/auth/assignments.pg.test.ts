/** The assignment that an employee works by: chosen by itself, chosen, switched; and those that cannot be chosen, and why. */

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Browser, openBrowser, said } from './browser.ts'
import {
  type Base,
  type House,
  isOut,
  KALLE,
  logIn,
  openBase,
  openHouse,
  RUT,
  showCard,
  VERA,
  visitorAt,
} from './house.ts'

let base: Base
let house: House
before(async () => {
  base = await openBase()
  house = await openHouse(base)
})
after(async () => {
  await house.close()
  await base.close()
})
beforeEach(() => base.world.setClock('2025-06-02T12:00:00+02:00'))

const enter = (browser: Browser, card: typeof RUT) => showCard(browser, `${house.address}/logga-in?till=/sida`, card)
const page = () => `${house.address}/sida`

describe('an assignment', () => {
  test('of several is chosen on a page, and until then nobody is at work', async () => {
    const browser = openBrowser()
    const choice = await enter(browser, RUT)
    assert.equal(choice.url.pathname, '/uppdrag')
    assert.match(said(choice), /^Välj uppdrag .*Hälsocentralen Bomhus.*Hälsocentralen Sätra/)
    assert.ok(await isOut(browser, house))
    const again = await browser.visit(page())
    assert.equal(again.url.href, `${house.address}/uppdrag?till=%2Fsida`, 'without a new login')
    const chosen = await browser.submit(choice, '/uppdrag', { uppdrag: 'SE2321000198-M002' })
    const { assignment, switchable } = JSON.parse(chosen.text)
    assert.equal(assignment, 'SE2321000198-M002')
    assert.deepEqual(switchable, ['SE2321000198-M001', 'SE2321000198-M002'])
  })

  test('is switched without a new login', async () => {
    const { browser, visitor } = await logIn(house, RUT)
    assert.equal(visitor.assignment, 'SE2321000198-M001')
    const choice = await browser.visit(`${house.address}/uppdrag?till=/sida`)
    assert.match(choice.text, /value="SE2321000198-M001" required checked/)
    const after = await browser.submit(choice, '/uppdrag', { uppdrag: 'SE2321000198-M002' })
    assert.equal(after.url.pathname, '/sida')
    assert.equal((await visitorAt(browser, page())).assignment, 'SE2321000198-M002')
    assert.equal((await visitorAt(browser, page())).csrf, visitor.csrf)
  })

  test('of somebody else, or none, is not taken', async () => {
    const { browser } = await logIn(house, RUT)
    const choice = await browser.visit(`${house.address}/uppdrag`)
    const none = await browser.submit(choice, '/uppdrag', {})
    assert.deepEqual([none.status, /Välj ett av uppdragen\./.test(said(none))], [422, true])
    const others = await browser.submit(choice, '/uppdrag', { uppdrag: 'SE5599990000-M001' })
    assert.match(said(others), /Det uppdraget kan inte väljas\./)
    assert.equal((await visitorAt(browser, page())).assignment, 'SE2321000198-M001')
  })

  test('whose purpose the region does not accept cannot be chosen; without another the page says whom to call', async () => {
    const browser = openBrowser()
    const none = await enter(browser, KALLE)
    assert.deepEqual([none.status, none.url.pathname], [403, '/uppdrag'])
    assert.match(said(none), /^Du har inget uppdrag att arbeta med/)
    assert.match(said(none), /Regionen tar inte emot uppdrag med ändamålet Kvalitetsregister\./)
    assert.match(said(none), /026-15 51 20.*centralkassan@regiongavleborg\.se/)
    assert.ok(await isOut(browser, house))
    const out = await browser.submit(none, '/logga-ut', {})
    assert.equal(out.url.pathname, '/logga-in/ute')
  })

  test('works through its last day, and cannot be chosen the day before the first nor the day after the last', async () => {
    base.world.setClock('2025-05-31T23:59:59+02:00')
    assert.match(said(await enter(openBrowser(), VERA)), /Uppdraget börjar 2025-06-01\./)
    base.world.setClock('2025-06-01T00:00:00+02:00')
    assert.equal((await logIn(house, VERA)).visitor.assignment, 'SE2321000198-M007')
    base.world.setClock('2025-08-31T23:59:59+02:00')
    const { browser } = await logIn(house, VERA)
    base.world.setClock('2025-09-01T00:00:00+02:00')
    const left = await browser.visit(page())
    assert.equal(left.url.pathname, '/uppdrag', 'an open session does not go on past it')
    assert.match(said(left), /Uppdraget tog slut 2025-08-31\./)
  })

  test('is found again at the next login after the session has ended', async () => {
    const browser = openBrowser()
    const choice = await enter(browser, RUT)
    await browser.submit(choice, '/uppdrag', { uppdrag: 'SE2321000198-M002' })
    base.world.setClock('2025-06-02T12:20:00+02:00')
    const back = await enter(browser, RUT)
    assert.equal(JSON.parse(back.text).assignment, 'SE2321000198-M002')
  })
})

test('of one’s own assignments only those that can be worked by are taken, and the page says why not the others', async () => {
  const at = { healthCareUnitHsaId: 'SE2321000198-A1', healthCareProviderHsaId: 'SE2321000198-A' }
  const claims = {
    employeeHsaId: 'SE-9',
    name: 'Nova Ny',
    systemRoles: 'EFK;Användare',
    allCommissions: [
      { ...at, commissionHsaId: 'GOOD', commissionPurpose: 'Administration' },
      { ...at, commissionHsaId: 'OTHER', commissionPurpose: 'Forskning' },
      { ...at, commissionHsaId: 'OVER', commissionPurpose: 'Administration', commissionEndDate: '2025-06-01' },
    ],
  }
  const other = await openHouse(base, { holders: [{ id: 'N', name: 'N', pin: '1', claims }] })
  try {
    const { browser, visitor } = await logIn(other, { kort: 'N', pin: '1' })
    assert.deepEqual([visitor.assignment, visitor.switchable], ['GOOD', ['GOOD']])
    const choice = await browser.visit(`${other.address}/uppdrag`)
    assert.match(said(choice), /ändamålet Forskning\..*Uppdraget tog slut 2025-06-01\./)
    for (const uppdrag of ['OTHER', 'OVER']) {
      const refused = await browser.submit(choice, '/uppdrag', { uppdrag })
      assert.deepEqual([refused.status, /Det uppdraget kan inte väljas\./.test(said(refused))], [422, true])
    }
    assert.equal((await visitorAt(browser, `${other.address}/sida`)).assignment, 'GOOD')
  } finally {
    await other.close()
  }
})

test('one without a role in the service is told so, whatever the assignments', async () => {
  const claims = {
    employeeHsaId: 'SE-9',
    name: 'Nova Ny',
    systemRoles: ['ANNAT;Läkare'],
    allCommissions: [
      {
        commissionHsaId: 'SE-9-M',
        commissionPurpose: 'Vård och behandling',
        healthCareUnitHsaId: 'SE2321000198-A1',
        healthCareProviderHsaId: 'SE2321000198-A',
      },
    ],
  }
  const other = await openHouse(base, { holders: [{ id: 'N', name: 'N', pin: '1', claims }] })
  try {
    const browser = openBrowser()
    const told = await showCard(browser, `${other.address}/logga-in?till=/sida`, { kort: 'N', pin: '1' })
    assert.deepEqual([told.status, told.url.pathname], [403, '/uppdrag'])
    assert.match(said(told), /Du saknar en roll i E-frikort/)
    assert.ok(await isOut(browser, other))
  } finally {
    await other.close()
  }
})
