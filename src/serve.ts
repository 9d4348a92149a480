/** `efrikort serve` and `efrikort migrate`: settings in, a running service, a clean stop. */

import type { FastifyInstance } from 'fastify'
import { beyondDatabase, type Composed, compose, composeOthers, type OpenDatabase, openDatabase } from './compose.ts'
import { type Config, readConfig } from './config.ts'
import { gavleborg } from './directory/region.ts'
import { syntheticCare } from './directory/syntheticFile.ts'
import { momentOf, swedishDay } from './domain/kernel/moment.ts'
import { httpApp, OWN_ENVIRONMENT } from './http/app.ts'
import { startJobs } from './jobs.ts'
import { migrate } from './ledger/migrate.ts'
import { openMetrics } from './observe/metrics.ts'
import type { TlsSettings } from './tls/tlsSettings.ts'
import { type TlsLine, tlsLine } from './tlsLine.ts'
import { webLines } from './webLines.ts'
import { verificationSentence } from './words/verification.ts'
import { whatCanBeTried, whoCanLogIn } from './words/welcome.ts'

const HOST = '127.0.0.1'
const DRAIN_PATIENCE_MS = 20_000

/** Runs until SIGINT, SIGTERM or a lost database. Gives the exit status. */
export async function serve(): Promise<number> {
  outliveItsReaders()
  return withConfig(async (config) => {
    const stopped = stopSignal()
    const database = await openDatabase(config, say, { mayJoin: false })
    try {
      const { app, close, closeConnections } = await open(config, database)
      const why = await Promise.race([stopped, database.lost])
      const isAsked = why.startsWith('SIG')
      app.log[isAsked ? 'info' : 'error'](`stopping: ${why}`)
      await Promise.race([close(), patience()])
      closeConnections()
      return isAsked ? 0 : 1
    } finally {
      await database.stop()
    }
  })
}

type Service = {
  readonly app: FastifyInstance
  readonly close: () => Promise<void>
  /** Lets go of whoever still holds one. */
  readonly closeConnections: () => void
}

/** Composes every environment, answers, and says what can be tried. */
async function open(config: Config, database: OpenDatabase): Promise<Service> {
  let tell = say
  const told = (line: string): void => tell(line)
  const composed = await compose(database, told)
  const others = await composeOthers(database, told)
  const environments = [composed, ...others]
  const beyond = await Promise.all(environments.map((one) => beyondDatabase(one, config, told)))
  const metrics = openMetrics({ pools: () => environments.map(poolOf) })
  const web = webLines(composed, config)
  const telling = { logLevel: config.logLevel, metrics }
  const app = await httpApp(composed.ports, others.flatMap(asOther), { ...telling, web: web.plain })
  tell = (line) => app.log.warn(line)
  const secure =
    config.tls === null ? null : await openTls(environments, config.tls, { ...telling, webFor: web.secure })
  const port = await listen(app, { host: HOST, port: config.port, name: 'PORT' })
  const address = `http://${HOST}:${port}`
  const isDemo = await web.open(address)
  sayVerification()
  const care = syntheticCare()
  process.stdout.write(whatCanBeTried(address, care) + (isDemo ? whoCanLogIn(address, care.staff) : ''))
  const lineJobs = [...web.jobs, ...(secure?.jobs ?? [])]
  const jobs = startJobs([...environments.flatMap((one) => one.jobs), ...beyond.flat(), ...lineJobs], told)
  const close = async (): Promise<void> => {
    await Promise.all([app.close(), secure?.app.close(), web.close()])
    await jobs.stop()
    await Promise.all(environments.map((one) => one.close()))
  }
  const closeConnections = (): void => {
    for (const one of [app, secure?.app]) one?.server.closeAllConnections()
  }
  return { app, close, closeConnections }
}

/** Answers systems with certificates, and says where. */
async function openTls(
  environments: readonly Composed[],
  tls: TlsSettings,
  told: Pick<Parameters<typeof tlsLine>[0], 'logLevel' | 'metrics' | 'webFor'>,
): Promise<TlsLine> {
  const line = await tlsLine({ environments, files: tls.files, ...told })
  const port = await listen(line.app, { host: tls.host, port: tls.port, name: 'TLS_PORT' })
  process.stdout.write(`Systems with certificates are answered at https://${authority(tls.host)}:${port}\n`)
  return line
}

/** An address of version 6 stands in brackets before a port. */
const authority = (host: string): string => (host.includes(':') ? `[${host}]` : host)

const asOther = ({ name, ports }: Composed) => (name === null ? [] : [{ name, ports }])

const poolOf = ({ name, pool }: Composed) => ({
  environment: name ?? OWN_ENVIRONMENT,
  open: pool.totalCount,
  idle: pool.idleCount,
  waiting: pool.waitingCount,
})

/** A log that nobody reads any more (a closed pipe) must not stop the tills. */
function outliveItsReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}

/** C5: told at every start from sixty days before the day through which the amount in force has been verified. */
function sayVerification(): void {
  const today = swedishDay(momentOf(Date.now()))
  const inForce = gavleborg().ceilings.findLast(({ from }) => from <= today)
  const sentence = inForce === undefined ? null : verificationSentence(inForce, today)
  if (sentence !== null) say(sentence)
}

/** Brings the database to this release, then stops. Gives the exit status. */
export async function migrateOnly(): Promise<number> {
  return withConfig(async (config) => {
    const database = await openDatabase(config, say, { mayJoin: true })
    try {
      const applied = await migrate(database.place, say)
      say(applied.length === 0 ? 'the database is already at this release' : `migrated: ${applied.join(', ')}`)
      return 0
    } finally {
      await database.stop()
    }
  })
}

/** Reads the settings and acts on them. Gives the exit status: 2 when the settings cannot be used, 1 when the act failed. */
export async function withConfig(act: (config: Config) => Promise<number>): Promise<number> {
  const config = readConfig(process.env)
  if (!config.ok) {
    say(config.refusal)
    return 2
  }
  try {
    return await act(config.value)
  } catch (fault) {
    say(`efrikort stopped: ${fault instanceof Error ? fault.message : String(fault)}`)
    if (fault instanceof Error && fault.cause instanceof Error) say(`  because: ${fault.cause.message}`)
    return 1
  }
}

/** The first of the two signals; a second one of the same stop is passed over while the service drains. */
const stopSignal = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal))
  })

const patience = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, DRAIN_PATIENCE_MS).unref()
  })

type Place = { readonly host: string; readonly port: number; readonly name: 'PORT' | 'TLS_PORT' }

/** Gives the port. */
async function listen(app: FastifyInstance, { host, port, name }: Place): Promise<number> {
  await app.listen({ host, port }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EADDRNOTAVAIL') throw new Error(`TLS_HOST: this machine has no address ${host}.`)
    if (fault.code !== 'EADDRINUSE') throw fault
    throw new Error(`port ${port} is taken by another program. Choose another one: ${name}=${port + 1} script/server`)
  })
  return (app.server.address() as { port: number }).port
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
