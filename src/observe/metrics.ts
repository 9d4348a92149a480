/**
 * What the service counts and measures of itself, in the form that Prometheus reads. Every label has few values, known beforehand:
 * none comes from a message, and none names a person.
 */

import { readFileSync } from 'node:fs'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** A call to an operation that has got its answer. */
export type AnsweredCall = {
  readonly environment: string
  readonly operation: string
  readonly version: number
  /** The calling system's id when the directory knows it, else UNKNOWN_SYSTEM. */
  readonly system: string
  /** The answer's result code, or `fault`. */
  readonly result: string
  /** Why it was a fault. */
  readonly reason?: string
  readonly seconds: number
}

/** The connections of one environment to its database. */
export type PoolState = {
  readonly environment: string
  readonly open: number
  readonly idle: number
  /** Those who wait for a connection. */
  readonly waiting: number
}

/** Until when a certificate or list may be used. */
export type ExpiryState = { readonly use: string; readonly name: string; readonly notAfterSeconds: number }

/** What is asked when somebody reads the book. */
export type Sources = {
  readonly pools: () => readonly PoolState[]
}

export type Metrics = {
  readonly answered: (call: AnsweredCall) => void
  /** A call has begun. Gives what to do when its line is through with it. */
  readonly begun: () => () => void
  /** One line on which callers come: how many connections it holds. */
  readonly watchLine: (connections: () => Promise<number>) => void
  readonly watchExpiries: (expiries: () => readonly ExpiryState[]) => void
  readonly contentType: string
  readonly page: () => Promise<string>
}

export const UNKNOWN_SYSTEM = 'unknown'

/** From what a reading takes to what a caller does not wait for. */
const BUCKETS_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

/** Opens the book. The sources are asked when somebody reads it. */
export function openMetrics({ pools }: Sources): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  tellBuild(registry)
  const lines: (() => Promise<number>)[] = []
  tellConnections(registry, lines)
  tellPools(registry, pools)
  const inFlight = new Gauge({
    name: 'efrikort_calls_in_flight',
    help: 'Calls that have begun and are not answered.',
    registers: [registry],
  })
  return {
    answered: callBook(registry),
    begun: () => {
      inFlight.inc()
      return () => inFlight.dec()
    },
    watchLine: (connections) => void lines.push(connections),
    watchExpiries: (expiries) => tellExpiries(registry, expiries),
    contentType: registry.contentType,
    page: () => registry.metrics(),
  }
}

function callBook(registry: Registry): Metrics['answered'] {
  const registers = [registry]
  const calls = new Counter({
    name: 'efrikort_calls_total',
    help: 'Calls answered, by the result code of their answer.',
    labelNames: ['environment', 'operation', 'version', 'system', 'result'],
    registers,
  })
  const faults = new Counter({
    name: 'efrikort_faults_total',
    help: 'Calls answered by a SOAP Fault, by its reason; "broken" is ours, every other is the sender\'s.',
    labelNames: ['environment', 'operation', 'version', 'reason'],
    registers,
  })
  const durations = new Histogram({
    name: 'efrikort_call_duration_seconds',
    help: 'From the headers of a call to its answer.',
    labelNames: ['environment', 'operation', 'version'],
    buckets: BUCKETS_SECONDS,
    registers,
  })
  return ({ environment, operation, version, system, result, reason, seconds }) => {
    const labels = { environment, operation, version }
    calls.inc({ ...labels, system, result })
    if (reason !== undefined) faults.inc({ ...labels, reason })
    durations.observe(labels, seconds)
  }
}

function tellBuild(registry: Registry): void {
  const build = new Gauge({
    name: 'efrikort_build_info',
    help: 'Which release runs, and on what.',
    labelNames: ['version', 'node', 'platform'],
    registers: [registry],
  })
  build.set({ version: release(), node: process.version, platform: `${process.platform}-${process.arch}` }, 1)
}

const release = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

function tellExpiries(registry: Registry, expiries: () => readonly ExpiryState[]): void {
  new Gauge({
    name: 'efrikort_certificate_not_after_seconds',
    help: 'Until when each certificate and revocation list may be used, as seconds since 1970.',
    labelNames: ['use', 'name'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { use, name, notAfterSeconds } of expiries()) this.set({ use, name }, notAfterSeconds)
    },
  })
}

function tellConnections(registry: Registry, lines: readonly (() => Promise<number>)[]): void {
  new Gauge({
    name: 'efrikort_http_connections',
    help: 'Lines that callers hold open.',
    registers: [registry],
    async collect() {
      const counts = await Promise.all(lines.map((connections) => connections()))
      this.set(counts.reduce((sum, count) => sum + count, 0))
    },
  })
}

function tellPools(registry: Registry, pools: Sources['pools']): void {
  new Gauge({
    name: 'efrikort_database_connections',
    help: 'Connections to the database by state, and the statements that wait for one.',
    labelNames: ['environment', 'state'],
    registers: [registry],
    collect() {
      for (const { environment, open, idle, waiting } of pools()) {
        this.set({ environment, state: 'busy' }, open - idle)
        this.set({ environment, state: 'idle' }, idle)
        this.set({ environment, state: 'waiting' }, waiting)
      }
    },
  })
}
