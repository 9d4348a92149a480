/** Logging in at the demo's own identity provider over HTTP: what leads in, and everything about an answer that does not. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser, type Page, said } from './browser.ts'
import {
  type Base,
  type House,
  isOut,
  KALLE,
  logIn,
  openBase,
  openHouse,
  RUT,
  SVEN,
  showCard,
  VERA,
  visitorAt,
} from './house.ts'

let base: Base
let house: House
let cardNow = Date.now()
before(async () => {
  base = await openBase()
  house = await openHouse(base, { cardNow: () => cardNow })
})
after(async () => {
  await house.close()
  await base.close()
})

const begin = (till = '/sida') => `${house.address}/logga-in?till=${encodeURIComponent(till)}`

/** The last step back to the service, not yet taken. */
async function answerOf(browser = openBrowser(), card = SVEN): Promise<URL> {
  const page = await browser.visit(begin())
  const action = new URL(/action="([^"]+)"/.exec(page.text)?.[1] ?? '', page.url)
  let step: Page = await browser.step(action, { fields: card, headers: { 'sec-fetch-site': 'same-origin' } })
  for (let next = step.headers.get('location'); next !== null; next = step.headers.get('location')) {
    const url = new URL(next, step.url)
    if (url.pathname === '/logga-in/svar') return url
    step = await browser.step(url)
  }
  return assert.fail(`the card's page led to no answer: ${said(step)}`)
}

describe('logging in', () => {
  test('card and PIN lead to the page that was asked for, as the employee, by the only assignment', async () => {
    const { page, visitor } = await logIn(house, SVEN)
    assert.equal(page.url.pathname, '/sida')
    assert.deepEqual([visitor.employee, visitor.name], ['SE5599990000-E001', 'Sven Sköterska'])
    assert.deepEqual([visitor.assignment, visitor.provider], ['SE5599990000-M001', 'SE5599990000-B'])
    assert.deepEqual([visitor.switchable, visitor.language], [['SE5599990000-M001'], 'sv'])
  })

  test('one who is logged in is led on at once', async () => {
    const { browser } = await logIn(house, SVEN)
    const { status, headers } = await browser.step(begin('/sida?person=1'))
    assert.deepEqual([status, headers.get('location')], [303, '/sida?person=1'])
  })

  test('a wrong PIN is counted, the third locks the card for a minute, also for the right one, and no other card', async () => {
    const browser = openBrowser()
    let page = await browser.visit(begin())
    const attempt = async (pin: string, kort = KALLE.kort) => {
      page = await browser.submit(page, /^\/kort\//, { kort, pin })
      return said(page)
    }
    assert.match(await attempt('0000'), /Fel PIN-kod\. 2 försök kvar\./)
    assert.equal(page.status, 422)
    assert.match(await attempt(''), /Fel PIN-kod\. Ett försök kvar\./)
    assert.match(await attempt('00000'), /Kortet är spärrat efter tre fel PIN-koder\. Försök igen om 60 sekunder\./)
    cardNow += 59_000
    assert.match(await attempt(KALLE.pin), /Försök igen om en sekund\./)
    assert.match(await attempt('0000', SVEN.kort), /2 försök kvar/)
    assert.match(await attempt('1', 'SE2321000198-NOBODY'), /Välj ett kort\./)
    cardNow += 1_001
    assert.match(await attempt('0000'), /2 försök kvar/, 'after the minute it begins anew')
    assert.doesNotMatch(await attempt(KALLE.pin), /spärrat|Fel PIN/)
    assert.equal(page.url.pathname, '/uppdrag')
  })

  test('who cancels at the card is told so, and is not logged in', async () => {
    const browser = openBrowser()
    const page = await showCard(browser, begin(), { kort: RUT.kort, pin: '', avbryt: 'ja' } as typeof RUT)
    assert.deepEqual([page.status, page.url.pathname], [403, '/logga-in/svar'])
    assert.match(said(page), /Inloggningen avbröts\./)
    assert.ok(await isOut(browser, house))
  })

  test('who comes by another name of the machine is led to the one to which the answer comes', async () => {
    const other = house.address.replace('127.0.0.1', 'localhost')
    const { status, headers } = await openBrowser().step(`${other}/logga-in?till=/sida`)
    assert.deepEqual([status, headers.get('location')], [303, `${house.address}/logga-in?till=%2Fsida`])
  })

  test('a card is asked for each time, whoever was there before', async () => {
    const { browser, visitor } = await logIn(house, SVEN)
    await browser.visit(`${house.address}/logga-ut`, { fields: { csrf: visitor.csrf } })
    assert.match(said(await browser.visit(begin())), /^Visa ditt kort/)
  })
})

describe('an answer is refused', () => {
  const REFUSED: readonly (readonly [string, RegExp, (url: URL) => Promise<URL> | URL])[] = [
    ['with a state that is not ours', /redan använd/, (url) => withParam(url, 'state', 'tampered')],
    ['without a state', /redan använd/, (url) => withParam(url, 'state', null)],
    ['with a code that is not the one given', /kunde inte godtas/, (url) => withParam(url, 'code', 'tampered')],
    ['from another issuer', /kunde inte godtas/, (url) => withParam(url, 'iss', 'https://idp.invalid')],
    [
      'when it is an error',
      /kunde inte godtas/,
      (url) => withParam(withParam(url, 'code', null), 'error', 'server_error'),
    ],
    ['when the nonce in it is not ours', /kunde inte godtas/, (url) => stored(url, 'nonce')],
    ['when the verifier of PKCE is not that of the code', /kunde inte godtas/, (url) => stored(url, 'verifier')],
  ]
  for (const [name, sentence, spoil] of REFUSED)
    test(name, async () => {
      const browser = openBrowser()
      const page = await browser.visit(await spoil(await answerOf(browser)))
      assert.equal(page.status, 400)
      assert.match(said(page), sentence)
      assert.equal(browser.value('efrikort'), undefined)
      assert.ok(await isOut(browser, house))
    })

  test('in another browser than the one it was begun in', async () => {
    const page = await openBrowser().visit(await answerOf())
    assert.match(said(page), /redan använd/)
  })

  test('the second time, even beside the right one', async () => {
    const browser = openBrowser()
    const answer = await answerOf(browser)
    await browser.step(answer)
    const first = browser.value('efrikort')
    assert.ok(first)
    const again = await browser.step(answer)
    assert.equal(again.headers.get('location'), '/', 'who is logged in goes on, as before')
    assert.equal(browser.value('efrikort'), first)
    browser.forgetCookie('efrikort')
    assert.match(said(await browser.visit(answer)), /redan använd/)
  })

  test('when it took more than ten minutes', async () => {
    const browser = openBrowser()
    const answer = await answerOf(browser)
    base.world.setClock('2025-06-02T12:10:01+02:00')
    assert.match(said(await browser.visit(answer)), /blev liggande för länge/)
    base.world.setClock('2025-06-02T12:00:00+02:00')
  })

  test('when there is no code at all', async () => {
    const page = await openBrowser().visit(`${house.address}/logga-in/svar`)
    assert.match(said(page), /redan använd/)
    assert.match(said(page), /026-15 51 20, 8\.00–12\.00/, 'and says whom to call')
  })

  const withParam = (url: URL, name: string, value: string | null): URL => {
    const changed = new URL(url)
    if (value === null) changed.searchParams.delete(name)
    else changed.searchParams.set(name, value)
    return changed
  }

  /** Spoils what was kept of the login, as if another had begun it. */
  async function stored(url: URL, column: 'nonce' | 'verifier'): Promise<URL> {
    const spoiled = 'x'.repeat(43)
    const { rowCount } = await base.pool.query(`update web_login set ${column} = $1`, [spoiled])
    assert.notEqual(rowCount, 0)
    return url
  }
})

describe('beside the usual', () => {
  test('without an identity provider the page says so, and nobody comes in', async () => {
    const bare = await openHouse(base, { isWithout: true })
    try {
      for (const path of ['/logga-in', '/logga-in/svar?code=a&state=b']) {
        const page = await openBrowser().visit(bare.address + path)
        assert.equal(page.status, 503)
        assert.match(said(page), /Ingen inloggningstjänst är inställd/)
      }
    } finally {
      await bare.close()
    }
  })

  test('the level of assurance must be one that is asked for', async () => {
    for (const [level, isIn] of [
      ['http://id.sambi.se/loa/loa3', true],
      ['http://id.sambi.se/loa/loa4', false],
    ] as const) {
      const strict = await openHouse(base, { levels: ['other', level] })
      try {
        const browser = openBrowser()
        const page = await showCard(browser, `${strict.address}/logga-in?till=/sida`, SVEN)
        assert.equal(page.url.pathname, isIn ? '/sida' : '/logga-in/svar')
        if (!isIn) assert.match(said(page), /kunde inte godtas/)
      } finally {
        await strict.close()
      }
    }
  })

  test('claims that are malformed, or too few, refuse the login', async () => {
    const told = { employeeHsaId: 'SE-9', name: 'Nova Ny', systemRoles: ['EFK;Användare'] }
    const cards = {
      A: { ...told, allCommissions: [{ commissionHsaId: 'M', healthCareUnitHsaId: 'two words' }] },
      B: { ...told, employeeHsaId: 'x'.repeat(33) },
      C: { ...told, name: null },
      D: { ...told, systemRoles: { role: 1 } },
    }
    const holders = Object.entries(cards).map(([id, claims]) => ({ id, name: id, pin: '1', claims }))
    const strange = await openHouse(base, { holders })
    try {
      for (const kort of Object.keys(cards)) {
        const browser = openBrowser()
        const page = await showCard(browser, `${strange.address}/logga-in`, { kort, pin: '1' })
        assert.equal(page.status, 403, kort)
        assert.match(said(page), /lämnade inte de uppgifter om dig som behövs/)
        assert.equal(browser.value('efrikort'), undefined)
      }
    } finally {
      await strange.close()
    }
  })

  test('one whom the directory does not know works by what the claims say', async () => {
    const commission = {
      commissionHsaId: 'SE-9-M',
      commissionPurpose: 'Vård och behandling',
      healthCareUnitHsaId: 'SE2321000198-A1',
      healthCareProviderHsaId: 'SE2321000198-A',
    }
    const claims = {
      employeeHsaId: 'se-9',
      name: 'Nova Ny',
      systemRoles: ['EFK;Användare', 'X;Y'],
      allCommissions: [commission],
    }
    const other = await openHouse(base, { holders: [{ id: 'N', name: 'N', pin: '1', claims }] })
    try {
      const { visitor } = await logIn(other, { kort: 'N', pin: '1' })
      assert.deepEqual([visitor.employee, visitor.assignment, visitor.provider], ['SE-9', 'SE-9-M', 'SE2321000198-A'])
    } finally {
      await other.close()
    }
  })

  test('the language is chosen, also before logging in, and stays', async () => {
    const browser = openBrowser()
    const headers = { 'sec-fetch-site': 'same-origin' }
    const refused = await browser.visit(`${house.address}/logga-in/svar`)
    await browser.submit(refused, '/sprak', {})
    assert.match(said(await browser.visit(`${house.address}/logga-in/svar`)), /You could not be logged in/)
    assert.equal((await logIn(house, VERA, browser)).visitor.language, 'en')
    await browser.step(`${house.address}/sprak`, { fields: { sprak: 'xx' }, headers })
    assert.equal(browser.value('efrikort-sprak'), 'en')
    const { csrf } = await visitorAt(browser, `${house.address}/sida`)
    await browser.step(`${house.address}/sprak`, { fields: { sprak: 'sv', csrf }, headers })
    assert.equal((await visitorAt(browser, `${house.address}/sida`)).language, 'sv')
  })
})
