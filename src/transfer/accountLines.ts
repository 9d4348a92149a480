/** The lines of a file put together account by account, some accounts at a time. A line that tells no account takes with it those it stands between. */

import type { FileHandle } from 'node:fs/promises'
import { type KeyedLine, keyedLine } from './keyedLine.ts'
import { type FileLine, linesOf, type Place } from './lines.ts'
import type { Fault, LineRefusal } from './refusals.ts'

export type ToldJson = { readonly number: number; readonly json: Readonly<Record<string, unknown>> }

export type AccountLines = {
  /** Null for lines before the first that tells an account. */
  readonly key: string | null
  /** Empty when there is a fault already. */
  readonly lines: readonly ToldJson[]
  /** From the first to the last line, those that are passed over within included. */
  readonly first: number
  readonly last: number
  readonly from: number
  readonly through: number
  readonly fault: Fault | null
}

export type Batch = {
  readonly accounts: readonly AccountLines[]
  /** Where the first line behind them stands. */
  readonly next: Place
}

const MOST_LINES = 10_000
/** So many lines are brought in at a time: few enough that nobody at a till waits long for an account in it. */
const LINES_A_BATCH = 1000

type Open = { -readonly [Name in keyof AccountLines]: AccountLines[Name] } & {
  lines: ToldJson[]
  /** The fault of its last line, if that tells no account: the next account has it too. */
  tail: Fault | null
}

/** Takes an open file, and the place of the line to begin at: the first of an account. Gives every account from there on, in order. */
export async function* batchesOf(file: FileHandle, start: Place): AsyncGenerator<Batch> {
  let accounts: Open[] = []
  let count = 0
  let next = start
  for await (const lines of linesOf(file, start)) {
    for (const line of lines) {
      const keyed = keyedLine(line)
      const open = accounts.at(-1)
      if (count >= LINES_A_BATCH && isNextAccount(keyed, open)) {
        yield { accounts, next }
        accounts = []
        count = 0
      }
      add(accounts, line, keyed)
      count += 1
      next = { offset: line.through, number: line.number + 1 }
    }
  }
  if (count > 0) yield { accounts, next }
}

/** True where the account before ends well: a fault at its end is still to be told to the next. */
const isNextAccount = (keyed: KeyedLine, open: Open | undefined): boolean =>
  open !== undefined && open.tail === null && keyed.kind === 'told' && keyed.key !== open.key

function add(accounts: Open[], line: FileLine, keyed: KeyedLine): void {
  if (keyed.kind === 'blank') return
  const open = accounts.at(-1)
  if (keyed.kind === 'unreadable') addUnreadable(open ?? begin(accounts, line, null), line, keyed.refusal)
  else if (open?.key === keyed.key) addTold(open, line, keyed.json)
  else addTold(begin(accounts, line, keyed.key, open?.tail), line, keyed.json)
}

function begin(accounts: Open[], line: FileLine, key: string | null, fault: Fault | null = null): Open {
  const { number, from, through } = line
  const open: Open = { key, lines: [], first: number, last: number, from, through, fault, tail: null }
  accounts.push(open)
  return open
}

function addUnreadable(open: Open, line: FileLine, refusal: LineRefusal): void {
  reach(open, line)
  open.tail = { line: line.number, refusal }
  refuse(open, open.tail)
}

function addTold(open: Open, line: FileLine, json: ToldJson['json']): void {
  reach(open, line)
  open.tail = null
  if (open.fault !== null) return
  if (open.lines.length >= MOST_LINES) refuse(open, { line: line.number, refusal: { kind: 'TooManyLines' } })
  else open.lines.push({ number: line.number, json })
}

function reach(open: Open, { number, through }: FileLine): void {
  open.last = number
  open.through = through
}

function refuse(open: Open, fault: Fault): void {
  open.fault ??= fault
  open.lines = []
}
