/** Calls that travel together (architecture.md, invariant 1): each gets its own answer, in the order in which they came, and a fault is nobody else's. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { together } from '../../src/ledger/together.ts'

type Trip = {
  readonly calls: readonly number[]
  readonly answer: (answers: readonly string[]) => void
  readonly fail: (fault: Error) => void
}

/** A sender whose round trips end when the test says so. */
function sender() {
  const trips: Trip[] = []
  const send = (calls: readonly number[]): Promise<readonly string[]> =>
    new Promise((answer, fail) => {
      trips.push({ calls, answer, fail })
    })
  const departed = (): readonly (readonly number[])[] => trips.map(({ calls }) => calls)
  const answerTrip = async (at: number): Promise<void> => {
    const trip = trips[at]
    assert.ok(trip)
    trip.answer(trip.calls.map((call) => `answer to ${call}`))
    await setImmediate()
  }
  const failTrip = async (at: number): Promise<void> => {
    trips[at]?.fail(new Error(`trip ${at} failed`))
    await setImmediate()
  }
  return { send, departed, answerTrip, failTrip }
}

const range = (from: number, through: number): number[] =>
  Array.from({ length: through - from + 1 }, (_, at) => from + at)

test('those who call in the same breath travel together, and each is given its own answer', async () => {
  const { send, departed, answerTrip } = sender()
  const call = together(send, { most: 10, lanes: 1 })
  const answers = Promise.all(range(1, 4).map(call))
  await setImmediate()
  assert.deepEqual(departed(), [[1, 2, 3, 4]])
  await answerTrip(0)
  assert.deepEqual(await answers, ['answer to 1', 'answer to 2', 'answer to 3', 'answer to 4'])
})

test('nobody waits for company: a call alone departs at once', async () => {
  const { send, departed, answerTrip } = sender()
  const call = together(send, { most: 10, lanes: 1 })
  const answer = call(1)
  await setImmediate()
  assert.deepEqual(departed(), [[1]])
  await answerTrip(0)
  assert.equal(await answer, 'answer to 1')
})

test('those who come while every lane is busy wait, and go in the order in which they came, as many as there is room for', async () => {
  const { send, departed, answerTrip } = sender()
  const call = together(send, { most: 3, lanes: 2 })
  const answers = Promise.all(range(1, 11).map(call))
  await setImmediate()
  assert.deepEqual(departed(), [range(1, 3), range(4, 6)])
  await answerTrip(1)
  assert.deepEqual(departed(), [range(1, 3), range(4, 6), range(7, 9)])
  await answerTrip(0)
  assert.deepEqual(departed(), [range(1, 3), range(4, 6), range(7, 9), range(10, 11)])
  await answerTrip(3)
  await answerTrip(2)
  assert.deepEqual(
    await answers,
    range(1, 11).map((one) => `answer to ${one}`),
  )
})

test('never more round trips are under way than there are lanes, and no more calls in one than it takes', async () => {
  const [most, lanes] = [5, 3]
  let underway = 0
  let highest = 0
  const sizes: number[] = []
  const call = together<number, number>(
    async (calls) => {
      underway += 1
      highest = Math.max(highest, underway)
      sizes.push(calls.length)
      await setImmediate()
      underway -= 1
      return calls.map((one) => one * 2)
    },
    { most, lanes },
  )
  const arriving = range(1, 200).map(async (one) => {
    for (let wait = 0; wait < one % 7; wait += 1) await setImmediate()
    return call(one)
  })
  assert.deepEqual(
    await Promise.all(arriving),
    range(1, 200).map((one) => one * 2),
  )
  assert.ok(highest <= lanes)
  assert.ok(Math.max(...sizes) <= most)
  assert.equal(
    sizes.reduce((sum, size) => sum + size, 0),
    200,
  )
})

test('when a batch fails every call in it does, with the same fault; those behind it travel on, and so do later ones', async () => {
  const { send, departed, failTrip, answerTrip } = sender()
  const call = together(send, { most: 2, lanes: 1 })
  const outcomes = Promise.allSettled(range(1, 4).map(call))
  await setImmediate()
  await failTrip(0)
  assert.deepEqual(departed(), [
    [1, 2],
    [3, 4],
  ])
  await answerTrip(1)
  const [first, second, third, fourth] = await outcomes
  assert.deepEqual(
    [first, second].map((one) => (one?.status === 'rejected' ? one.reason.message : '')),
    ['trip 0 failed', 'trip 0 failed'],
  )
  assert.deepEqual(
    [third, fourth].map((one) => one?.status),
    ['fulfilled', 'fulfilled'],
  )
  const later = call(5)
  await setImmediate()
  await answerTrip(2)
  assert.equal(await later, 'answer to 5')
})

test('a sender that throws before it sends fails its batch and frees its lane', async () => {
  let isBroken = true
  const send = (calls: readonly number[]): Promise<readonly number[]> => {
    if (isBroken) throw new Error('no connection')
    return Promise.resolve(calls)
  }
  const call = together(send, { most: 2, lanes: 1 })
  await assert.rejects(call(1), /no connection/)
  isBroken = false
  assert.equal(await call(2), 2)
})

test('those who have waited long behind a batch that fails are told so too; those who came lately are not', {
  timeout: 10_000,
}, async (context) => {
  let now = 0
  context.mock.method(performance, 'now', () => now)
  const { send, departed, failTrip, answerTrip } = sender()
  const call = together(send, { most: 1, lanes: 1 })
  const calls = [call(1), call(2)]
  now = 2_000
  const lately = call(3)
  await setImmediate()
  now = 6_000
  const outcomes = Promise.allSettled(calls)
  await failTrip(0)
  assert.deepEqual(
    (await outcomes).map((one) => (one.status === 'rejected' ? one.reason.message : '')),
    ['trip 0 failed', 'trip 0 failed'],
  )
  assert.deepEqual(departed(), [[1], [3]])
  await answerTrip(1)
  assert.equal(await lately, 'answer to 3')
})

test('a caller who calls again as soon as it is answered overtakes nobody who waits', async () => {
  const order: number[] = []
  const call = together<number, number>(
    async (calls) => {
      order.push(...calls)
      await setImmediate()
      return calls
    },
    { most: 1, lanes: 1 },
  )
  const patient = range(10, 14).map(call)
  const eager = call(1)
    .then(() => call(2))
    .then(() => call(3))
  await Promise.all([...patient, eager])
  assert.deepEqual(order, [10, 11, 12, 13, 14, 1, 2, 3])
})
