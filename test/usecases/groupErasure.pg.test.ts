/** Erasure of one who has moved (domain.md S2, S3, G1, G2): nothing left in any account they have been in, others' as it was, the ledger whole. */

import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { type Counter, done, feeOf, OTHER, openCounter, refused, setting, settingsOfOther, THIRD } from './counter.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const DUE = '2025-07-02T12:00:00+02:00'
const AT_OTHER = { principal: OTHER as string }

let met = 0
/** A child nobody has met here, by a reserve number. */
const child = (): string => {
  met += 1
  return `231702${String(1 + (met % 28)).padStart(2, '0')}A${'BCDEFGHJKL'[Math.floor(met / 28)]}10`
}

describe('one who has moved is erased', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())
  afterEach(async () => {
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true)
    counter.setClock(NOON)
  })

  /** Tables and columns' worth of text that the ledger keeps, where it holds this. */
  const found = async (text: string): Promise<string[]> => {
    const tables = ['entry_content', 'account', 'once', 'outbox', 'erasure_due']
    const hits = await Promise.all(
      tables.map(async (name) => {
        const { rows } = await counter.pool.query(`select 1 from ${name} t where t::text like $1`, [`%${text}%`])
        return rows.length > 0 ? [name] : []
      }),
    )
    return hits.flat()
  }
  const gone = async (...texts: string[]) => {
    for (const text of texts) assert.deepEqual([text, await found(text)], [text, []])
  }
  const stands = async (...texts: string[]) => {
    for (const text of texts) assert.deepEqual([text, await found(text)], [text, ['entry_content', 'account']])
  }
  /** Two units that nobody else has: of the fee, and of the values that a correction replaced. Gives the fee. */
  const feeWith = async (person: string, unit: string, told = {}): Promise<string> => {
    const fee = feeOf(await counter.register(person, '2025-05-20', '111.11', { careUnit: `${unit} först`, ...told }))
    done(await counter.correct(fee, null, '123.00', { careUnit: `${unit} sedan`, ...told }))
    return fee
  }
  const erase = () => eraseDue(counter.ports)
  const group = async (owner: string, person: string, told = {}) => void done(await counter.group(owner, person, told))
  const ungroup = async (person: string, told = {}) => void done(await counter.ungroup(person, person, told))

  test('in the account of before, the group’s, and the one of their own again; a sibling’s stay', async () => {
    const [elder, younger] = [child(), child()]
    await feeWith(elder, 'Äldstas')
    await feeWith(younger, 'Hemma')
    done(await counter.give(younger, ['2025-05-01', '2025-12-31'], { number: 'HEMMAKORT', reason: 'VALID_CARD' }))
    const own = (await counter.shown(younger))?.id ?? ''
    done(await counter.updateCard(own, { number: 'RÄTTATKORT' }))
    await group(elder, younger)
    const inGroup = await feeWith(younger, 'Gruppens')
    done(await counter.annul(inGroup))
    done(await counter.updateCard(own, { number: 'GRUPPKORT' }))
    await feeWith(elder, 'Äldstas andra')
    await ungroup(younger)
    await feeWith(younger, 'Egen')
    const before = await counter.shown(elder)
    done(await counter.leave(younger))
    counter.setClock(DUE)
    assert.equal(await erase(), 1)
    await gone('Hemma', 'Gruppens', 'Egen', 'HEMMAKORT', 'RÄTTATKORT')
    await stands('Äldstas först', 'Äldstas sedan', 'Äldstas andra sedan')
    counter.setClock(NOON)
    assert.deepEqual(await counter.shown(elder), { ...before, status: 'FINAL' })
    assert.equal(refused(await counter.read(younger)), 'OptedOut')
    assert.equal(await erase(), 0)
  })

  test('while in the group: the sibling’s stay, and the sibling who is erased later takes nothing of the first with it', async () => {
    const [elder, younger] = [child(), child()]
    await feeWith(elder, 'Syskonets')
    await feeWith(younger, 'Lämnarens')
    await group(elder, younger)
    await feeWith(younger, 'Lämnarens andra')
    done(await counter.leave(younger))
    counter.setClock(DUE)
    assert.equal(await erase(), 1)
    await gone('Lämnarens')
    await stands('Syskonets först', 'Syskonets sedan')
    assert.deepEqual((await counter.shown(elder))?.fees, [12_300])
    done(await counter.leave(elder))
    counter.setClock('2025-08-02T12:00:00+02:00')
    assert.equal(await erase(), 1)
    await gone('Syskonets', 'Lämnarens')
  })

  test('also one who has gone to and fro', async () => {
    const [elder, younger] = [child(), child()]
    await feeWith(elder, 'Kvar')
    await feeWith(younger, 'Vandrarens')
    for (const turn of [1, 2, 3]) {
      await group(elder, younger)
      await feeWith(younger, `Vandrarens ${turn}`)
      await ungroup(younger)
    }
    done(await counter.leave(younger))
    counter.setClock(DUE)
    assert.equal(await erase(), 1)
    await gone('Vandrarens')
    await stands('Kvar först')
  })

  test('of one principal, and later of the other: each takes its own, in every account', async () => {
    const [elder, younger] = [child(), child()]
    await feeWith(younger, 'Enas')
    const others = await feeWith(younger, 'Andras', AT_OTHER)
    await group(elder, younger)
    done(await counter.correct(others, null, '77.00', { careUnit: 'Andras tredje', ...AT_OTHER }))
    await ungroup(younger)
    done(await counter.leave(younger))
    counter.setClock(DUE)
    assert.equal(await erase(), 1)
    await gone('Enas')
    await stands('Andras först', 'Andras tredje')
    counter.setClock('2025-07-10T12:00:00+02:00')
    done(await counter.leave(younger, AT_OTHER))
    counter.setClock('2025-08-09T12:00:00+02:00')
    assert.equal(await erase(), 1)
    await gone('Andras')
  })

  test('on the day that each principal has set, also when they moved while waiting for both', async () => {
    await counter.set(setting('eraseAfterDays', '2025-01-01', 40, OTHER))
    const [elder, younger, third] = [child(), child(), child()]
    await feeWith(younger, 'Trettio')
    await feeWith(younger, 'Fyrtio', AT_OTHER)
    done(await counter.leave(younger))
    done(await counter.leave(younger, AT_OTHER))
    await counter.set(...settingsOfThird())
    await counter.ports.settings.renew()
    await group(elder, younger, { principal: THIRD })
    await group(elder, third, { principal: THIRD })
    await ungroup(younger, { principal: THIRD })
    counter.setClock('2025-07-02T11:59:59+02:00')
    assert.equal(await erase(), 0)
    await stands('Trettio först', 'Fyrtio först')
    counter.setClock(DUE)
    assert.equal(await erase(), 1)
    await gone('Trettio')
    await stands('Fyrtio först')
    counter.setClock('2025-07-12T11:59:59+02:00')
    assert.equal(await erase(), 0)
    counter.setClock('2025-07-12T12:00:00+02:00')
    assert.equal(await erase(), 1)
    await gone('Fyrtio')
  })

  test('also out of what was told whole when a sibling was erased before', async () => {
    const [elder, younger] = [child(), child()]
    await feeWith(elder, 'Första')
    await feeWith(younger, 'Andra')
    await group(elder, younger)
    done(await counter.leave(elder))
    counter.setClock(DUE)
    assert.equal(await erase(), 1)
    await gone('Första')
    await ungroup(younger)
    done(await counter.leave(younger))
    counter.setClock('2025-08-02T12:00:00+02:00')
    assert.equal(await erase(), 1)
    await gone('Andra')
  })

  test('the acts of a group that touched the person, and the card’s number of then, go too', async () => {
    const [elder, younger] = [child(), child()]
    await feeWith(elder, 'Kvarvarande')
    await feeWith(younger, 'Nummer')
    await group(elder, younger)
    await ungroup(elder)
    const number = done(await counter.groupOf(younger)).acts[0]?.cardNumber ?? assert.fail('a card of then')
    done(await counter.leave(younger))
    counter.setClock(DUE)
    assert.equal(await erase(), 1)
    await gone('Nummer')
    done(await counter.enter(younger))
    assert.deepEqual(done(await counter.groupOf(younger)).acts, [])
    assert.deepEqual(await found(`"action":"grouped","cardNumber":"${number}"`), [])
  })

  test('with the reserve numbers of the same person, who left with them', async () => {
    const [adult, reserve] = ['199001012385', '22900101ZZ90']
    await feeWith(adult, 'Personnummer')
    await feeWith(reserve, 'Reservnummer')
    await group(adult, reserve)
    done(await counter.leave(reserve))
    counter.setClock(DUE)
    assert.equal(await erase(), 2)
    await gone('Personnummer', 'Reservnummer')
    for (const one of [adult, reserve]) assert.equal(refused(await counter.read(one)), 'OptedOut')
  })
})

const settingsOfThird = () => settingsOfOther().map((one) => ({ ...one, principal: THIRD }))
