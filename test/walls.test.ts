/** The walls of the house: who may import whom, what the domain may not call, and how large a file may grow. */

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

const PROJECT = join(import.meta.dirname, '..')
const SOURCES = globSync('src/**/*.ts', { cwd: PROJECT }).sort()

/** A room and the rooms it may import from. Files directly under src (main, compose, serve, config) know everybody. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'domain/kernel': [],
  'domain/law': ['domain/kernel'],
  'domain/account': ['domain/kernel', 'domain/law'],
  'domain/decisions': ['domain/kernel', 'domain/law', 'domain/account'],
  usecases: ['domain'],
  words: ['domain'],
  observe: [],
  ledger: ['domain', 'usecases'],
  directory: ['domain', 'usecases'],
  simulate: ['domain', 'words'],
  contracts: ['domain', 'usecases', 'words'],
  tls: ['domain'],
  http: ['domain', 'usecases', 'contracts', 'observe'],
  demo: ['domain', 'words', 'contracts'],
  markup: [],
  auth: ['domain', 'usecases', 'words', 'markup'],
  documents: ['domain', 'usecases', 'words'],
  web: ['domain', 'usecases', 'words', 'markup', 'auth', 'documents'],
  transfer: ['domain', 'usecases', 'ledger', 'words', 'simulate'],
  authority: ['domain'],
  commands: ['domain', 'usecases', 'ledger', 'directory', 'transfer', 'words', 'authority', 'compose.ts', 'config.ts'],
}

const LONGEST_FILE = 250
const LONGEST_TEST = 400
/** Longer for a stated reason, and never longer than now. */
const LONG_FILES: Readonly<Record<string, number>> = {
  'test/naive/model.ts': 740,
  'test/naive/histories.ts': 980,
}

/** What would let a clock, chance, the machine or waiting into the domain. */
const BANNED_IN_DOMAIN: readonly RegExp[] = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bMath\.random\b/,
  /\bTemporal\.Now\b/,
  /\bcrypto\b/,
  /\bprocess\b/,
  /\bconsole\b/,
  /\bfetch\b/,
  /\bsetTimeout\b/,
  /\basync\b/,
  /\bawait\b/,
  /\bPromise\b/,
]

const textOf = (file: string): string => readFileSync(join(PROJECT, file), 'utf8')
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')

const importsOf = (file: string): string[] =>
  [...withoutComments(textOf(file)).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string)

const roomOf = (file: string): string => {
  const [, first = '', second = ''] = file.split('/')
  return first === 'domain' ? `${first}/${second}` : first
}

const isWithin = (room: string, allowed: string): boolean => room === allowed || room.startsWith(`${allowed}/`)

test('imports go one way: no room reaches into one that it may not know', () => {
  for (const file of SOURCES.filter((source) => source.split('/').length > 2)) {
    const allowed = MAY_IMPORT[roomOf(file)]
    assert.ok(allowed, `${file} lies in a room that has no place in the house`)
    for (const target of importsOf(file).filter((name) => name.startsWith('.'))) {
      const room = roomOf(relative(PROJECT, join(PROJECT, dirname(file), target)))
      assert.ok(
        room === roomOf(file) || allowed.some((other) => isWithin(room, other)),
        `${file} may not import ${target}`,
      )
    }
  }
})

test('the domain imports nothing outside itself, not even a package', () => {
  for (const file of SOURCES.filter((source) => source.startsWith('src/domain/')))
    for (const target of importsOf(file)) assert.match(target, /^\.{1,2}\//, `${file} imports ${target}`)
})

test('the domain knows no clock, no chance, no machine and no waiting', () => {
  for (const file of SOURCES.filter((source) => source.startsWith('src/domain/')))
    for (const banned of BANNED_IN_DOMAIN) assert.doesNotMatch(withoutComments(textOf(file)), banned, file)
})

test('Date and the zone of Sweden stand in one file of the domain', () => {
  const files = SOURCES.filter(
    (file) => file.startsWith('src/domain/') && /\bnew Date\b|Europe\/Stockholm/.test(textOf(file)),
  )
  assert.deepEqual(files, ['src/domain/kernel/moment.ts'])
})

test('no file imports itself by a detour', () => {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    assert.ok(!path.includes(file), `a circle of imports: ${[...path, file].join(' → ')}`)
    if (done.has(file)) return
    for (const target of importsOf(file).filter((name) => name.startsWith('.')))
      visit(relative(PROJECT, join(PROJECT, dirname(file), target)), [...path, file])
    done.add(file)
  }
  for (const file of SOURCES) visit(file, [])
})

test('every source file says in its first lines what it is for', () => {
  for (const file of [...SOURCES, ...globSync('{test,bench,script,prove}/**/*.ts', { cwd: PROJECT })])
    assert.match(textOf(file), /^\/[/*]/, `${file} opens without a word about itself`)
})

test('no file grows past what one can hold in mind', () => {
  for (const file of globSync('{src,test,bench,script,prove}/**/*.ts', { cwd: PROJECT })) {
    const longest = LONG_FILES[file] ?? (file.startsWith('test/') ? LONGEST_TEST : LONGEST_FILE)
    const lines = textOf(file).split('\n').length - 1
    assert.ok(lines <= longest, `${file} has ${lines} lines; ${longest} are the most`)
  }
})

test('those who read a person id in clear are few, and named here', () => {
  const callers = SOURCES.filter((file) => /\.reveal\(\)/.test(withoutComments(textOf(file))))
  assert.deepEqual(callers, [
    'src/contracts/efrikort/operations/card.ts',
    'src/contracts/efrikort/operations/group.ts',
    'src/contracts/efrikort/operations1and2/card.ts',
    'src/contracts/efrikort/operations1and2/group.ts',
    'src/documents/patient.ts',
    'src/ledger/accessLog.ts',
    'src/ledger/changes.ts',
    'src/ledger/heads/personDigest.ts',
    'src/ledger/snapshotCodec.ts',
    'src/ledger/statements.ts',
    'src/ledger/verify/replayFault.ts',
    'src/transfer/exportAccounts.ts',
    'src/transfer/rows.ts',
    'src/transfer/stored.ts',
    'src/transfer/writeLine.ts',
    'src/usecases/perform.ts',
    'src/web/identity.ts',
  ])
})

test('no path of a machine, no marker of unfinished work', () => {
  const unfinished = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X\\b'].join('|'))
  for (const file of globSync('{src,test,bench,script,prove,db,docs}/**/*.{ts,sql,md}', { cwd: PROJECT })) {
    assert.doesNotMatch(textOf(file), new RegExp(`/${'work'}/|/${'root'}/`), file)
    assert.doesNotMatch(textOf(file), unfinished, file)
  }
})
