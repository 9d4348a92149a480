/** Lines and files of the transfer format for tests, and what importing them came to. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { exportAccounts } from '../../src/transfer/exportAccounts.ts'
import { type Imported, importEntries } from '../../src/transfer/importEntries.ts'
import { refusedOf } from '../../src/transfer/progress.ts'
import type { Ports } from '../../src/usecases/ports.ts'

export const OWN = 'SE2321000198-1000'
export const BY = { system: 'SE2321000198-OLD', employee: 'SE2321000198-E001', provider: 'SE2321000198-A' }

export type Told = Readonly<Record<string, unknown>>

/** A fee of 250 kr on 3 March 2025, recorded that day at ten; each field may be told otherwise, or left out by undefined. */
export const fee = (person: string, feeId: string, told: Told = {}): Told => ({
  person,
  cardType: 'CARE_VISIT',
  type: 'FeeRegistered',
  feeId,
  principal: OWN,
  visitDate: '2025-03-03',
  amount: '250.00',
  careProvider: 'SE2321000198-A',
  careUnit: 'SE2321000198-A1',
  recordedAt: '2025-03-03T09:00:00Z',
  by: BY,
  ...told,
})

/** A correction of the day after. */
export const correction = (person: string, feeId: string, told: Told = {}): Told => ({
  person,
  cardType: 'CARE_VISIT',
  type: 'FeeCorrected',
  feeId,
  amount: '300.00',
  recordedAt: '2025-03-04T09:00:00Z',
  by: BY,
  ...told,
})

/** An annulment of the day after. */
export const annulment = (person: string, feeId: string, told: Told = {}): Told => ({
  person,
  cardType: 'CARE_VISIT',
  type: 'FeeAnnulled',
  feeId,
  recordedAt: '2025-03-04T09:00:00Z',
  by: BY,
  ...told,
})

/** The person comes in, or leaves, at ten on 5 March 2025. */
export const part = (person: string, type: 'OptedIn' | 'OptedOut', told: Told = {}): Told => ({
  person,
  cardType: 'CARE_VISIT',
  type,
  principal: OWN,
  recordedAt: '2025-03-05T09:00:00Z',
  by: BY,
  ...told,
})

const CARD_FIELDS: Readonly<Record<string, Told>> = {
  CardRegistered: {
    principal: OWN,
    number: '03 1',
    validFrom: '2025-03-01',
    validThrough: '2026-02-28',
    cardReason: 'VALID_CARD',
  },
  CardCorrected: { number: '03 2', validFrom: '2025-03-02', validThrough: '2026-02-28', cardReason: 'MEDICAL' },
  CardWithdrawn: {},
  CardDeleted: { fees: ['f'] },
  CardRenumbered: { number: 'G 2' },
  CardOrdered: { principal: OWN },
}

/** Something is done to a card at ten on 5 March 2025. */
export const onCard = (person: string, type: string, cardId: string, told: Told = {}): Told => ({
  person,
  cardType: 'CARE_VISIT',
  type,
  cardId,
  ...CARD_FIELDS[type],
  recordedAt: '2025-03-05T09:00:00Z',
  by: BY,
  ...told,
})

/** The person lets the provider see others' fees, at ten on 5 March 2025. */
export const consent = (person: string, told: Told = {}): Told => ({
  person,
  cardType: 'CARE_VISIT',
  type: 'ReadConsentSaid',
  principal: OWN,
  consent: true,
  recordedAt: '2025-03-05T09:00:00Z',
  by: BY,
  ...told,
})

export const asLines = (...entries: readonly Told[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')

export type House = { readonly pool: Pool; readonly ports: Ports }

export type Outcome = Pick<Imported, 'counts' | 'lines' | 'from'> & {
  /** "at: Kind (first-last)". */
  readonly refused: readonly string[]
}

/** Imports a file that holds this, and nothing is left of the file. */
export const importing = ({ pool, ports }: House, content: string | Buffer): Promise<Outcome> =>
  withFile(content, async (path) => {
    const file = await open(path)
    try {
      const imported = await importEntries({ pool, ports, file, tell: () => undefined, patienceMs: 0 })
      return { ...imported, refused: await refusedIn(pool, imported.digest) }
    } finally {
      await file.close()
    }
  })

export async function refusedIn(pool: Pool, digest: Buffer): Promise<string[]> {
  const refused: string[] = []
  for await (const { at, reason, first, last } of refusedOf(pool, digest))
    refused.push(`${at}: ${reason.split(':')[0]} (${first}-${last})`)
  return refused
}

export async function withFile<T>(content: string | Buffer, act: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-transfer-'))
  try {
    const path = join(folder, 'entries.jsonl')
    writeFileSync(path, content)
    return await act(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What an export of these persons writes; the lines that gave nothing are told as "line: why". */
export async function exporting(
  { pool, ports }: House,
  ...asked: readonly string[]
): Promise<{ readonly text: string; readonly nothing: readonly string[] }> {
  const nothing: string[] = []
  let text = ''
  const write = async (more: string): Promise<void> => {
    text += more
  }
  const tell = (line: number, why: string): void => void nothing.push(`${line}: ${why}`)
  await exportAccounts({ pool, ports, write, tell }, iterate(asked))
  return { text, nothing }
}

async function* iterate(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}
