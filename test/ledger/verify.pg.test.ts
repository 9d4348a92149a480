/** What has been done to a ledger behind the service's back is found and named, one test a kind of damage; a clean one verifies. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from 'pg'
import { applicationPool } from '../../src/ledger/connect.ts'
import { faultSentence, verifiedLines } from '../../src/ledger/verify/sentences.ts'
import type { Fault, Verdict } from '../../src/ledger/verify/verdict.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { done } from '../usecases/counter.ts'
import { behindTheBack, type Copy, copyOf, keepAside, type Ledger, livedLedger, putBack } from './verifyWorld.ts'

const SETTINGS = -1n

describe('verify', () => {
  let ledger: Ledger
  let damaged: Copy
  before(async () => {
    ledger = await livedLedger()
    damaged = await copyOf(ledger.counter.database.place)
    await behindTheBack(damaged.place, keepAside)
  })
  after(() => ledger.counter.database.stop())

  const verify = (place = ledger.counter.database.place): Promise<Verdict> =>
    verifyLedger(place, { headsFolders: [], report: () => undefined })

  const verdictAfter = async (damage: (client: Client) => Promise<unknown>): Promise<Verdict> => {
    try {
      await behindTheBack(damaged.place, damage)
      return await verify(damaged.place)
    } finally {
      await behindTheBack(damaged.place, putBack)
    }
  }

  /** The statement's $1 is the account of the person with six entries, unless another is told. */
  const faultAfter = async (sql: string, account: bigint = ledger.account): Promise<Fault | null> => {
    const verdict = await verdictAfter(async (client) => {
      for (const one of sql.split(';')) await client.query(one, one.includes('$1') ? [account] : [])
    })
    return verdict.holds ? null : verdict.fault
  }

  /** An entry made anew with every digest as it should be, as one who knows the functions could: $2 is its version, the last. */
  const forgedTail = (version: number, change: string) => async (client: Client) => {
    const values = [ledger.account, version]
    await client.query(`update entry_content set content = ${change} where account_id = $1 and version = $2`, values)
    await client.query(
      `update entry e set content_digest = content_digest(c.salt, c.content) from entry_content c
        where c.account_id = $1 and c.version = $2 and e.account_id = $1 and e.version = $2`,
      values,
    )
    await client.query(
      `update entry e set link_digest = link_digest(b.link_digest, e.account_id, e.version, e.kind, e.recorded_at, e.content_digest)
        from entry b where b.account_id = $1 and b.version = $2 - 1 and e.account_id = $1 and e.version = $2`,
      values,
    )
    await client.query(
      'update account a set head = e.link_digest from entry e where a.account_id = $1 and e.account_id = $1 and e.version = $2',
      values,
    )
  }

  test('a clean ledger with corrections, annulments, leavings, erasures and changed settings holds', async () => {
    const verdict = await verify()
    assert.deepEqual(verdict, {
      holds: true,
      verified: {
        accounts: 43,
        entries: 246,
        erased: 19,
        snapshots: 42,
        olderSnapshots: 0,
        seals: 0,
        sealedHeads: 0,
        lastSeals: [],
      },
    })
    assert.ok(verdict.holds)
    assert.deepEqual(verifiedLines(verdict.verified), [
      'The ledger holds. Entries, each linked to the one before it: 246, in accounts: 43.',
      'Contents erased, as an entry says for each: 19; every other is as it was recorded.',
      'Snapshots that are what their entries come to: 42.',
      'Seals: none. An account or a tail that has been cut off whole would not be seen.',
    ])
  })

  test('it runs beside a service that writes meanwhile', async () => {
    const copy = await copyOf(ledger.counter.database.place)
    const pool = applicationPool(copy.place, () => undefined)
    const service = await ledger.counter.another(pool)
    const person = service.stranger()
    let isVerified = false
    const writing = async (): Promise<void> => {
      for (let kronor = 10; !isVerified; kronor += 1) done(await service.register(person, '2025-07-01', `${kronor}.00`))
    }
    const verifying = async (): Promise<void> => {
      for (let time = 0; time < 3; time += 1) assert.deepEqual((await verify(copy.place)).holds, true)
    }
    await Promise.all([verifying().finally(() => (isVerified = true)), writing()])
    await pool.end()
    await copy.drop()
  })

  test('a changed content is found, by its account and version', async () => {
    const fault = await faultAfter(
      `update entry_content set content = replace(content, '"amountOre":25000', '"amountOre":24000') where account_id = $1 and version = 2`,
    )
    assert.deepEqual(fault, { kind: 'ContentChanged', account: ledger.account, version: 2 })
    assert.equal(
      fault && faultSentence(fault),
      `Account ${ledger.account}, version 2, does not have the content it was recorded with: content or salt has been changed.`,
    )
  })

  test('a changed salt is found', async () => {
    const changed = 'update entry_content set salt = sha256(salt) where account_id = $1 and version = 3'
    assert.deepEqual(await faultAfter(changed), { kind: 'ContentChanged', account: ledger.account, version: 3 })
  })

  test('a changed link, kind or moment is found, be it by a millionth of a second', async () => {
    for (const change of [
      'link_digest = sha256(link_digest)',
      'content_digest = sha256(content_digest)',
      `kind = 'FeeAnnulled'`,
      `recorded_at = recorded_at + interval '1 day'`,
      `recorded_at = recorded_at + interval '1 microsecond'`,
    ]) {
      const fault = await faultAfter(`update entry set ${change} where account_id = $1 and version = 4`)
      assert.deepEqual(fault, { kind: 'LinkChanged', account: ledger.account, version: 4 }, change)
    }
  })

  test('a removed entry leaves a gap that is found', async () => {
    for (const tables of [['entry'], ['entry', 'entry_content']]) {
      const removals = tables.map((table) => `delete from ${table} where account_id = $1 and version = 3`)
      const fault = await faultAfter(removals.join(';'))
      assert.deepEqual(fault, { kind: 'EntryRemoved', account: ledger.account, version: 3 })
    }
    const first = await faultAfter('delete from entry where account_id = $1 and version = 1')
    assert.deepEqual(first, { kind: 'EntryRemoved', account: ledger.account, version: 1 })
  })

  test('a removed entry is found also when the later ones have moved up', async () => {
    const fault = await faultAfter(
      `delete from entry where account_id = $1 and version = 3; delete from entry_content where account_id = $1 and version = 3;
        update entry set version = version - 1 where account_id = $1 and version > 3;
        update entry_content set version = version - 1 where account_id = $1 and version > 3;
        update account set version = version - 1 where account_id = $1`,
    )
    assert.deepEqual(fault, { kind: 'LinkChanged', account: ledger.account, version: 3 })
  })

  test('two entries that have changed places are found, and where the first of them stands', async () => {
    const swapped = (table: string) =>
      `update ${table} set version = -version where account_id = $1 and version in (2, 4);
        update ${table} set version = 6 + version where account_id = $1 and version < 0`
    const moved = { kind: 'EntryMoved', account: ledger.account, version: 2, standsAs: 4 }
    assert.deepEqual(await faultAfter(`${swapped('entry')};${swapped('entry_content')}`), moved)
    assert.deepEqual(await faultAfter(swapped('entry_content')), moved)
  })

  test('an entry taken from another account is found', async () => {
    const fault = await faultAfter(
      `update entry e set kind = o.kind, recorded_at = o.recorded_at, content_digest = o.content_digest, link_digest = o.link_digest
        from entry o where o.account_id = ${ledger.other} and o.version = 1 and e.account_id = $1 and e.version = 1;
        update entry_content e set content = o.content, salt = o.salt, visit_date = o.visit_date
        from entry_content o where o.account_id = ${ledger.other} and o.version = 1 and e.account_id = $1 and e.version = 1`,
    )
    assert.deepEqual(fault, { kind: 'LinkChanged', account: ledger.account, version: 1 })
  })

  test('a cut tail is found by the account, by a content left behind, or by what still waits to leave', async () => {
    const { account } = ledger
    const cut = 'delete from entry where account_id = $1 and version = 6;'
    const contentToo = 'delete from entry_content where account_id = $1 and version = 6;'
    const accountToo = `update account a set version = 5, head = e.link_digest, snapshot_form = 1 from entry e
      where a.account_id = $1 and e.account_id = $1 and e.version = 5`
    const tail = { kind: 'TailCut', account, version: 6 }
    assert.deepEqual(await faultAfter(`${cut}${contentToo}select 1`), { ...tail, knownBy: 'account' })
    assert.deepEqual(await faultAfter(`${cut}${accountToo}`), { ...tail, knownBy: 'content' })
    assert.deepEqual(await faultAfter(`${cut}${contentToo}${accountToo}`), { ...tail, knownBy: 'outbox' })
  })

  test('an account whose version or head is another than its last entry is found', async () => {
    for (const change of ['version = 5', 'head = sha256(head)']) {
      const fault = await faultAfter(`update account set ${change} where account_id = $1`)
      assert.deepEqual(fault, { kind: 'HeadChanged', account: ledger.account, version: 6 }, change)
    }
  })

  test('an account that is gone is found by what it left behind', async () => {
    const { account } = ledger
    const gone = { kind: 'AccountRemoved', account }
    const without = (...tables: string[]) =>
      faultAfter(tables.map((table) => `delete from ${table} where account_id = $1`).join(';'))
    assert.deepEqual(await without('account'), { ...gone, knownBy: 'entry' })
    assert.deepEqual(await without('account', 'entry'), { ...gone, knownBy: 'content' })
    assert.deepEqual(await without('account', 'entry', 'entry_content'), { ...gone, knownBy: 'person' })
    assert.deepEqual(await without('account', 'entry', 'entry_content', 'person_account'), {
      ...gone,
      knownBy: 'outbox',
    })
  })

  test('a content that is missing is found unless an erasure of the account took it', async () => {
    const fault = { kind: 'ContentRemoved', account: ledger.account, version: 2 }
    const emptied =
      'update entry_content set content = null, salt = null, visit_date = null where account_id = $1 and version = 2'
    assert.deepEqual(await faultAfter(emptied), fault)
    assert.deepEqual(await faultAfter('delete from entry_content where account_id = $1 and version = 2'), fault)
    assert.equal(await faultAfter(emptied.replace('version = 2', 'version = 1'), ledger.erased), null)
    const told = emptied.replace('version = 2', 'version = 4')
    assert.deepEqual(await faultAfter(told, ledger.erased), { ...fault, account: ledger.erased, version: 1 })
  })

  test('an erased content that stands again is found, also when only its salt or its visit date does', async () => {
    const { erased, gone } = ledger
    const verdict = await verdictAfter((client) =>
      client.query('update entry_content set content = $2, salt = $3 where account_id = $1 and version = 1', [
        erased,
        gone.content,
        gone.salt,
      ]),
    )
    assert.deepEqual(verdict, { holds: false, fault: { kind: 'VisitDateChanged', account: erased, version: 1 } })
    const fault = { kind: 'ErasedContentStands', account: erased, version: 1 }
    for (const change of [`salt = 'x'`, `visit_date = '2025-05-10'`])
      assert.deepEqual(
        await faultAfter(`update entry_content set ${change} where account_id = $1 and version = 1`, erased),
        fault,
      )
    const whole = await verdictAfter((client) =>
      client.query(
        `update entry_content set content = $2, salt = $3, visit_date = '2025-05-10' where account_id = $1 and version = 1`,
        [erased, gone.content, gone.salt],
      ),
    )
    assert.deepEqual(whole, { holds: false, fault })
  })

  test('a visit date beside the content that is not its own is found', async () => {
    const changed = 'update entry_content set visit_date = visit_date + 1 where account_id = $1 and version = 5'
    assert.deepEqual(await faultAfter(changed), { kind: 'VisitDateChanged', account: ledger.account, version: 5 })
  })

  test('a snapshot that differs from the replay is found; one of an older form is counted', async () => {
    const changed = `update account set snapshot = replace(snapshot, '"amount":25000', '"amount":24000') where account_id = $1`
    assert.deepEqual(await faultAfter(changed), { kind: 'SnapshotDiffers', account: ledger.account, version: 6 })
    const verdict = await verdictAfter((client) =>
      client.query(`update account set snapshot = '{}', snapshot_form = 1 where account_id = $1`, [ledger.account]),
    )
    assert.ok(verdict.holds)
    assert.deepEqual([verdict.verified.snapshots, verdict.verified.olderSnapshots], [41, 1])
  })

  test('a person whom the entries do not tell, or who no longer leads to the account, is found', async () => {
    const { account } = ledger
    for (const change of [
      `update person_account set person_id = '191212121212' where account_id = $1`,
      `insert into person_account values ('191212121212', 'CARE_VISIT', $1::bigint)`,
      `update person_account set card_type = 'TECHNICAL_AID' where account_id = $1`,
    ])
      assert.deepEqual(await faultAfter(change), { kind: 'PersonNotTold', account }, change)
    const removed = await faultAfter('delete from person_account where account_id = $1')
    assert.deepEqual(removed, { kind: 'PersonMissing', account })
  })

  test('an entry that cannot be read, or cannot have happened, is found though every digest is as it should be', async () => {
    const fault = { kind: 'EntryRefused', account: ledger.account, version: 6 }
    for (const change of [
      `regexp_replace(content, '"feeId":"[^"]*"', '"feeId":"another"')`,
      `replace(content, '"settings":2', '"settings":9')`,
      `replace(content, '"type":"FeeAnnulled"', '"type":"FeeForgotten"')`,
      `'nothing'`,
    ])
      assert.deepEqual(await verdictAfter(forgedTail(6, change)), { holds: false, fault }, change)
  })

  test('the settings are verified like every other account, and are missed', async () => {
    const changed = `update entry_content set content = replace(content, 'Gävleborg', 'Uppsala') where account_id = $1 and version = 1`
    assert.deepEqual(await faultAfter(changed, SETTINGS), { kind: 'ContentChanged', account: SETTINGS, version: 1 })
    const tables = ['account', 'entry', 'entry_content'].map((table) => `delete from ${table} where account_id = $1`)
    const gone = await faultAfter(tables.join(';'), SETTINGS)
    assert.deepEqual(gone, { kind: 'AccountRemoved', account: SETTINGS, knownBy: 'entry' })
    assert.equal(
      gone && faultSentence(gone),
      'The account of the settings (-1) is gone: its entries, or others that rest on it, are still there.',
    )
  })

  test('a database of another release is told to be brought to this one', async () => {
    const copy = await copyOf(ledger.counter.database.place)
    await behindTheBack(copy.place, (client) => client.query('alter table account drop column head'))
    await assert.rejects(verify(copy.place), /not at this release: bring it there first \(efrikort migrate\)/)
    await copy.drop()
  })
})
