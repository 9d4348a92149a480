/** Who may read the metrics, and what stands in them before anybody has called. It needs no ledger. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { httpApp } from '../../src/http/app.ts'
import { openMetrics } from '../../src/observe/metrics.ts'
import { bareWorld } from './bareWorld.ts'

for (const [remoteAddress, status] of [
  ['127.0.0.1', 200],
  ['127.9.9.9', 200],
  ['::1', 200],
  ['::ffff:127.0.0.1', 200],
  ['10.0.0.1', 404],
  ['192.0.2.7', 404],
  ['::ffff:10.0.0.1', 404],
  ['2001:db8::1', 404],
] as const) {
  test(`to one at ${remoteAddress} the metrics answer ${status}`, async () => {
    const app = await httpApp(bareWorld(), [], { quiet: true })
    const answer = await app.inject({ method: 'GET', url: '/metrics', remoteAddress })
    assert.equal(answer.statusCode, status)
    assert.equal(answer.body.includes('process_resident_memory_bytes'), status === 200)
    await app.close()
  })
}

test('they tell the release, memory, the delay of the event loop, connections and pools', async () => {
  const pools = () => [{ environment: '(own)', open: 7, idle: 4, waiting: 2 }]
  const metrics = openMetrics({ pools })
  metrics.watchExpiries(() => [{ use: 'own', name: 'frikort.example.se', notAfterSeconds: 1_800_000_000 }])
  const app = await httpApp(bareWorld(), [], { quiet: true, metrics })
  const { body, headers } = await app.inject({ method: 'GET', url: '/metrics' })
  assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8')
  for (const line of [
    /^efrikort_build_info\{version="\d+\.\d+\.\d+",node="v\d+\.\d+\.\d+",platform="\w+-\w+"\} 1$/m,
    /^process_resident_memory_bytes [1-9]\d*$/m,
    /^nodejs_eventloop_lag_p99_seconds \S+$/m,
    /^efrikort_http_connections 0$/m,
    /^efrikort_calls_in_flight 0$/m,
    /^efrikort_certificate_not_after_seconds\{use="own",name="frikort.example.se"\} 1800000000$/m,
    /^efrikort_database_connections\{environment="\(own\)",state="busy"\} 3$/m,
    /^efrikort_database_connections\{environment="\(own\)",state="idle"\} 4$/m,
    /^efrikort_database_connections\{environment="\(own\)",state="waiting"\} 2$/m,
  ])
    assert.match(body, line)
  await app.close()
})

test('the reference names every metric of the service, and no other', async () => {
  const reference = readFileSync(join(import.meta.dirname, '../../docs/reference/metrics.md'), 'utf8')
  const named = [...reference.matchAll(/^\| `(efrikort_\w+)` /gm)].map(([, name]) => name)
  const app = await httpApp(bareWorld(), [], { quiet: true })
  const { body } = await app.inject({ method: 'GET', url: '/metrics' })
  const told = [...body.matchAll(/^# TYPE (efrikort_\w+) /gm)].map(([, name]) => name)
  assert.deepEqual(named.toSorted(), told.toSorted())
  await app.close()
})
