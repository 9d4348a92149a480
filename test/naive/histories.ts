// Makes histories in the form of history.json from a seed: nasty but valid ones, and ones with exactly one fault.
// It knows nothing of how cards are reckoned; it aims at boundaries by what it has itself put into the history.

export interface FeeRegistered {
  type: 'FeeRegistered'
  feeId: string
  person: string
  careProvider: string
  principal?: string
  visitDate: string
  amount: string
  recordedAt: string
}

export interface FeeCorrected {
  type: 'FeeCorrected'
  feeId: string
  visitDate?: string
  amount?: string
  recordedAt: string
}

export interface FeeAnnulled {
  type: 'FeeAnnulled'
  feeId: string
  recordedAt: string
}

export interface CardRegistered {
  type: 'CardRegistered'
  cardId: string
  person: string
  validFrom: string
  validThrough: string
  reason: 'VALID_CARD' | 'MEDICAL'
  number?: string
  recordedAt: string
}

export interface CardWithdrawn {
  type: 'CardWithdrawn'
  cardId: string
  recordedAt: string
}

export type Entry = FeeRegistered | FeeCorrected | FeeAnnulled | CardRegistered | CardWithdrawn

export interface Ceiling {
  from: string
  amount: string
  principal?: string
}

export interface Settings {
  preliminaryHours?: number
  finalCardPolicy?: 'keep' | 'refuse'
  ceilings?: Ceiling[]
}

export interface History {
  asOf: string
  principal: string
  cardType: string
  settings?: Settings
  entries: Entry[]
}

// ---------------------------------------------------------------------------------------------------------------------
// Chance

class Random {
  private state: number

  constructor(seed: number) {
    // Spread neighbouring seeds apart before the first number is drawn.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.floor(seed / 2 ** 32)
    this.next()
    this.next()
  }

  /** mulberry32: a number from 0 up to but not including 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `low` to and with `high`. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(some: readonly T[]): T {
    if (some.length === 0) throw new Error('nothing to pick from')
    return some[this.int(0, some.length - 1)] as T
  }

  /** One of the makers, by weight; a maker that gives undefined had nothing to offer, and another is asked. */
  weighted<T>(makers: readonly (readonly [number, () => T | undefined])[]): T {
    let total = 0
    for (const [weight] of makers) total += weight
    for (;;) {
      let at = this.next() * total
      for (const [weight, make] of makers) {
        at -= weight
        if (at >= 0) continue
        const made = make()
        if (made !== undefined) return made
        break
      }
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Days and moments. A day is 'YYYY-MM-DD', a moment milliseconds since 1970.

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const dayLong = 24 * hour

const plus = (day: string, count: number): string => Temporal.PlainDate.from(day).add({ days: count }).toString()
const sameDayYearsOn = (day: string, years: number): string => Temporal.PlainDate.from(day).add({ years }).toString()
const swedishDay = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString()
const midnight = (day: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime('Europe/Stockholm').epochMilliseconds
const noon = (day: string): number => midnight(day) + 12 * hour
const later = (a: string, b: string): string => (a > b ? a : b)
const sooner = (a: string, b: string): string => (a < b ? a : b)

/** The last day of twelve months from a visit, or near enough: only used to aim. */
const aboutLastDay = (visit: string): string =>
  visit.endsWith('-02-29') ? sameDayYearsOn(visit, 1) : plus(sameDayYearsOn(visit, 1), -1)

/** The moment the clocks are next set forward or back: 01:00 UTC on the last Sunday of March or October. */
const nextClockChange = (ms: number): number => {
  const change = Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO('Europe/Stockholm')
    .getTimeZoneTransition('next')
  return change?.epochMilliseconds ?? ms + 200 * dayLong
}

const zones = ['Europe/Stockholm', 'Europe/Stockholm', 'Europe/Stockholm', 'UTC', '-05:00', '+09:00'] as const

const stamp = (random: Random, ms: number): string => {
  const instant = Temporal.Instant.fromEpochMilliseconds(ms)
  const zone = random.pick(zones)
  return zone === 'UTC' ? instant.toString() : instant.toString({ timeZone: zone })
}

const kronor = (ore: number): string => `${Math.floor(ore / 100)}.${String(ore % 100).padStart(2, '0')}`

// ---------------------------------------------------------------------------------------------------------------------
// A valid history

const principals = ['SE2321000198-1000', 'SE2321000016-2000', 'SE2321000131-3000'] as const
const person = '191212121212'
/** The visits made here are never before this day; every principal has a ceiling by then. */
const firstVisitDay = '2013-01-01'

interface LiveFee {
  id: string
  visit: string
  ore: number
  principal: string | undefined
}

interface LiveCard {
  id: string
  from: string
  through: string
}

const installation: readonly (readonly [string, number])[] = [
  ['2012-01-01', 110000],
  ['2019-01-01', 115000],
  ['2022-01-01', 120000],
  ['2023-01-01', 130000],
  ['2024-01-01', 140000],
  ['2025-01-01', 145000],
]

/** How fast recordings follow each other; in a batch, old receipts are recorded in one sitting. */
type Pace = 'burst' | 'steady' | 'slow' | 'mixed' | 'batch'

/** A history in the making: what has been recorded, and what there is to aim at. */
class Making {
  readonly random: Random
  readonly entries: Entry[] = []
  readonly moments: number[] = []
  readonly hours: number
  readonly pace: Pace
  readonly ownPrincipals: readonly string[]
  readonly ceilings: Ceiling[] | undefined
  readonly sizes: 'small' | 'middling' | 'large' | 'mixed'
  readonly lateShare: number
  now: number
  fees: LiveFee[] = []
  cards: LiveCard[] = []
  counter = 0
  queue: (() => void)[] = []

  constructor(random: Random, hours: number) {
    this.random = random
    this.hours = hours
    this.pace = random.pick(['burst', 'burst', 'steady', 'steady', 'slow', 'mixed', 'mixed', 'batch', 'batch'])
    this.sizes = random.pick(['small', 'middling', 'middling', 'large', 'mixed'])
    this.lateShare = this.pace === 'batch' ? 0.9 : random.pick([0.15, 0.4, 0.7])
    this.ownPrincipals = random.chance(0.35) ? principals : principals.slice(0, 1)
    this.now = this.firstMoment()
    this.ceilings = random.chance(0.5) ? undefined : this.makeCeilings()
  }

  firstMoment(): number {
    const { random } = this
    const ordinary = (): number => {
      const month = String(random.int(1, 12)).padStart(2, '0')
      const date = String(random.int(1, 28)).padStart(2, '0')
      return midnight(`${random.int(2016, 2026)}-${month}-${date}`) + random.int(0, 23) * hour
    }
    return random.weighted<number>([
      [70, ordinary],
      [10, () => noon(plus(random.pick(['2020-02-29', '2024-02-29']), random.int(-3, 3)))],
      [8, () => nextClockChange(ordinary()) - random.int(0, 50) * hour],
      [6, () => midnight(plus(swedishDay(ordinary()), 1)) - 1],
      [6, () => noon(`${random.int(2017, 2025)}-12-2${random.int(0, 9)}`)],
    ])
  }

  makeCeilings(): Ceiling[] {
    const { random } = this
    const amount = (): string => kronor(random.pick([30000, 50000, 90000, 110000, 115000, 145000, 145050, 200000]))
    const base = swedishDay(this.now)
    const nearby = (): string => plus(base, random.int(-300, 700))
    const first = random.pick(['1999-12-31', '2010-01-01', '2012-06-15'])
    const made: Ceiling[] = []
    if (random.chance(0.12)) {
      // No amount for all: each principal has its own.
      for (const principal of principals) made.push({ from: first, amount: amount(), principal })
    } else {
      made.push({ from: first, amount: amount() })
      for (let i = random.int(0, 3); i > 0; i--) made.push({ from: nearby(), amount: amount() })
    }
    if (this.ownPrincipals.length > 1)
      for (let i = random.int(1, 4); i > 0; i--)
        made.push({
          from: random.chance(0.3) ? plus(first, 1) : nearby(),
          amount: amount(),
          principal: random.pick(this.ownPrincipals),
        })
    // One amount for a principal and day only; the order in the list means nothing.
    const seen = new Set<string>()
    const single = made.filter((one) => {
      const key = `${one.from} ${one.principal ?? ''}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    return random.chance(0.3) ? single.reverse() : single
  }

  today(): string {
    return swedishDay(this.now)
  }

  /** About what the ceiling is now; only used to aim. */
  ceilingOre(): number {
    const all: (readonly [string, number])[] =
      this.ceilings === undefined
        ? [...installation]
        : this.ceilings.map((one) => [one.from, Math.round(Number(one.amount) * 100)] as const)
    const known = all.filter(([from]) => from <= this.today()).map(([, ore]) => ore)
    return this.ceilings === undefined ? (known.at(-1) ?? 110000) : this.random.pick(known)
  }

  /** A moment at or near one that a card may become FINAL at: the preliminary time after some recording. */
  nearFinal(): number | undefined {
    const recent = this.moments.slice(-6)
    if (recent.length === 0) return undefined
    const delta = this.random.pick([0, 0, 0, -1, 1, -second, second])
    return this.random.pick(recent) + this.hours * hour + delta
  }

  /** A moment at or near the end of some card's validity or some window's last day. */
  nearEnd(): number | undefined {
    const ends = [...this.fees.map((fee) => aboutLastDay(fee.visit)), ...this.cards.map((card) => card.through)]
    if (ends.length === 0) return undefined
    const day = this.random.pick(ends)
    return this.random.pick([noon(day), noon(plus(day, 1)), midnight(plus(day, 1)) - 1, midnight(plus(day, 1))])
  }

  step(): void {
    const { random, pace } = this
    const ahead = (ms: number | undefined, atMost: number): number | undefined =>
      ms !== undefined && ms >= this.now && ms <= this.now + atMost ? ms : undefined
    const byPace = (burst: number, steady: number, slow: number, mixed: number, batch: number): number =>
      ({ burst, steady, slow, mixed, batch })[pace]
    if (this.moments.length === 0) return
    const next = random.weighted<number>([
      [14, () => this.now],
      [byPace(8, 14, 14, 14, 3), () => ahead(this.nearFinal(), 30 * dayLong)],
      [byPace(30, 8, 2, 10, 60), () => this.now + random.int(1, 300) * minute],
      [byPace(20, 8, 4, 12, 4), () => this.now + random.int(1, 80) * hour],
      [byPace(6, 30, 8, 16, 1), () => this.now + random.int(1, 25) * dayLong + random.int(0, 600) * minute],
      [byPace(3, 20, 20, 16, 1), () => this.now + random.int(14, 100) * dayLong],
      [byPace(1, 4, 16, 8, 0), () => this.now + random.int(60, 400) * dayLong],
      [byPace(4, 5, 5, 5, 1), () => midnight(plus(this.today(), random.int(1, 3))) + random.pick([-1, 0, 0, 1])],
      [byPace(1, 2, 3, 3, 0), () => nextClockChange(this.now) + random.pick([-hour, -second, 0, hour, 2 * hour - 1])],
      [byPace(2, 4, 6, 6, 1), () => ahead(this.nearEnd(), 400 * dayLong)],
    ])
    this.now = Math.max(this.now, next)
  }

  visitDay(): string {
    const { random } = this
    const today = this.today()
    const near = this.fees.map((fee) => fee.visit)
    const someFee = (): string | undefined => (near.length === 0 ? undefined : random.pick(near))
    const somewhereNear = (low: number, high: number): string | undefined => {
      const day = someFee()
      return day === undefined ? undefined : plus(day, random.int(low, high))
    }
    if (!random.chance(this.lateShare)) return random.chance(0.85) ? today : plus(today, -random.int(0, 3))
    const day = random.weighted<string>([
      [10, () => plus(today, -random.int(1, 6))],
      [14, () => plus(today, -random.int(7, 120))],
      [10, () => plus(today, -random.int(121, 364))],
      [7, () => plus(sameDayYearsOn(today, -1), random.int(-1, 2))],
      [5, () => plus(today, -random.int(366, 760))],
      [this.pace === 'batch' ? 60 : 0, () => plus(today, -random.int(1, 1100))],
      [12, someFee],
      [12, () => somewhereNear(-40, 40)],
      [14, () => (near.length === 0 ? undefined : plus(near.reduce(sooner), -random.int(1, 300)))],
      [
        10,
        () =>
          this.cards.length === 0
            ? undefined
            : plus(random.pick(this.cards.flatMap((card) => [card.from, card.through])), random.int(-2, 2)),
      ],
      [
        8,
        () => {
          const one = someFee()
          return one === undefined ? undefined : plus(aboutLastDay(one), random.int(0, 1))
        },
      ],
      [
        3,
        () => {
          const leap = ['2016-02-29', '2020-02-29', '2024-02-29'].filter(
            (one) => one <= today && one > plus(today, -800),
          )
          return leap.length === 0 ? undefined : random.pick(leap)
        },
      ],
    ])
    return later(sooner(day, today), firstVisitDay)
  }

  amountOre(): number {
    const { random } = this
    const ceiling = this.ceilingOre()
    const part = (low: number, high: number): number => Math.max(1, Math.round((ceiling * random.int(low, high)) / 100))
    const exact = (): number | undefined => {
      // What would fill the ceiling together with the latest few fees, or miss it by one öre.
      const few = this.fees.slice(-random.int(1, 5))
      const rest = ceiling - few.reduce((total, fee) => total + fee.ore, 0) + random.pick([0, 0, 0, -1, 1])
      return rest > 0 ? rest : undefined
    }
    const small = (): number => random.pick([1, 5000, 10000, 10000, 25000, 25000, random.int(1, 40000)])
    const weights = { small: [60, 20, 2, 1], middling: [15, 60, 8, 2], large: [5, 25, 50, 20], mixed: [25, 30, 15, 6] }
    const [s, m, l, xl] = weights[this.sizes] as [number, number, number, number]
    return random.weighted<number>([
      [s, small],
      [m, () => random.pick([25000, 40000, part(15, 50), part(15, 50), part(30, 60)])],
      [l, () => part(50, 110)],
      [xl, () => random.pick([ceiling, ceiling + 1, part(100, 300), 1000000, 12345678])],
      [14, exact],
    ])
  }

  put(make: (recordedAt: string) => Entry): void {
    this.entries.push(make(stamp(this.random, this.now)))
    this.moments.push(this.now)
  }

  /** An id that tells nothing of the order. */
  newId(kind: string): string {
    this.counter += 1
    return `${this.random.pick(['q', 'a', 'z', 'm', 'B'])}${kind}${this.random.int(0, 99)}-${this.counter}`
  }

  register(visit: string, ore: number): void {
    const id = this.newId('f')
    const principal =
      this.ownPrincipals.length > 1 && this.random.chance(0.6) ? this.random.pick(this.ownPrincipals) : undefined
    this.fees.push({ id, visit, ore, principal })
    this.put((recordedAt) => ({
      type: 'FeeRegistered',
      feeId: id,
      person,
      careProvider: this.random.pick(['A', 'B', 'SE2321000198-A']),
      ...(principal === undefined ? {} : { principal }),
      visitDate: visit,
      amount: kronor(ore),
      recordedAt,
    }))
  }

  someFee(): LiveFee | undefined {
    const { random } = this
    if (this.fees.length === 0) return undefined
    return random.chance(0.6) ? random.pick(this.fees.slice(-4)) : random.pick(this.fees)
  }

  correct(): true | undefined {
    const { random } = this
    const fee = this.someFee()
    if (fee === undefined) return undefined
    const what = random.pick(['date', 'amount', 'both'])
    const change: { visitDate?: string; amount?: string } = {}
    if (what !== 'amount') {
      const moved = random.weighted<string>([
        [4, () => plus(fee.visit, random.int(-5, 5))],
        [3, () => plus(fee.visit, random.pick([-366, -365, -30, 30, 365]))],
        [5, () => this.visitDay()],
      ])
      fee.visit = later(sooner(moved, this.today()), firstVisitDay)
      change.visitDate = fee.visit
    }
    if (what !== 'date') {
      fee.ore = random.weighted<number>([
        [4, () => this.amountOre()],
        [2, () => fee.ore + random.pick([1, 100, 50000])],
        [3, () => Math.max(1, fee.ore - random.pick([1, 100, 20000, 60000]))],
        [1, () => fee.ore],
      ])
      change.amount = kronor(fee.ore)
    }
    this.put((recordedAt) => ({ type: 'FeeCorrected', feeId: fee.id, ...change, recordedAt }))
    return true
  }

  annul(): true | undefined {
    const fee = this.someFee()
    if (fee === undefined) return undefined
    this.fees = this.fees.filter((one) => one !== fee)
    this.put((recordedAt) => ({ type: 'FeeAnnulled', feeId: fee.id, recordedAt }))
    return true
  }

  /** Something is taken back and comes again a little later, so that a card may cease and come again. */
  thereAndBack(): true | undefined {
    const fee = this.fees.at(-1)
    if (fee === undefined) return undefined
    const { visit, ore } = fee
    if (this.random.chance(0.5)) {
      this.fees = this.fees.filter((one) => one !== fee)
      this.put((recordedAt) => ({ type: 'FeeAnnulled', feeId: fee.id, recordedAt }))
      this.queue.push(() => this.register(visit, ore))
    } else {
      fee.ore = Math.max(1, Math.floor(ore / 3))
      this.put((recordedAt) => ({ type: 'FeeCorrected', feeId: fee.id, amount: kronor(fee.ore), recordedAt }))
      this.queue.push(() => {
        if (!this.fees.includes(fee)) return
        fee.ore = ore
        this.put((recordedAt) => ({ type: 'FeeCorrected', feeId: fee.id, amount: kronor(ore), recordedAt }))
      })
    }
    return true
  }

  giveCard(): true {
    const { random } = this
    const today = this.today()
    const visits = this.fees.map((fee) => fee.visit)
    const from = random.weighted<string>([
      [20, () => plus(today, random.int(-3, 0))],
      [14, () => (visits.length === 0 ? undefined : plus(random.pick(visits), random.int(-1, 1)))],
      [10, () => (visits.length === 0 ? undefined : plus(random.pick(visits), random.int(-60, 60)))],
      [12, () => plus(today, random.int(1, 150))],
      [12, () => plus(today, -random.int(20, 420))],
      [4, () => (this.cards.length === 0 ? undefined : random.pick(this.cards).from)],
    ])
    const through = random.weighted<string>([
      [16, () => plus(from, random.int(1, 40))],
      [14, () => plus(from, random.int(60, 300))],
      [14, () => aboutLastDay(from)],
      [8, () => plus(from, random.int(366, 700))],
      [6, () => from],
      [visits.includes(from) ? 20 : 6, () => plus(from, -random.int(1, 30))],
      [8, () => later(from, today)],
      [6, () => later(from, plus(today, -1))],
      [4, () => (visits.length === 0 ? undefined : later(from, aboutLastDay(random.pick(visits))))],
    ])
    const id = this.newId('c')
    this.cards.push({ id, from, through })
    this.put((recordedAt) => {
      const reason = random.pick(['VALID_CARD', 'MEDICAL'] as const)
      return {
        type: 'CardRegistered',
        cardId: id,
        person,
        validFrom: from,
        validThrough: through,
        reason,
        ...(reason === 'VALID_CARD' ? { number: String(random.int(1, 99999)) } : {}),
        recordedAt,
      }
    })
    return true
  }

  withdraw(): true | undefined {
    if (this.cards.length === 0) return undefined
    const card = this.random.pick(this.cards)
    this.cards = this.cards.filter((one) => one !== card)
    this.put((recordedAt) => ({ type: 'CardWithdrawn', cardId: card.id, recordedAt }))
    return true
  }

  run(count: number, mayChange: boolean): void {
    const { random } = this
    const given = random.pick([0, 0, 4, 8, 14])
    const changed = mayChange ? 1 : 0.25
    while (this.entries.length < count) {
      this.step()
      const pending = random.chance(0.8) ? this.queue.shift() : undefined
      if (pending !== undefined) {
        pending()
        continue
      }
      random.weighted<true>([
        [
          60,
          () => {
            this.register(this.visitDay(), this.amountOre())
            return true
          },
        ],
        [12 * changed, () => this.correct()],
        [7 * changed, () => this.annul()],
        [(this.pace === 'burst' ? 16 : 9) * changed, () => this.thereAndBack()],
        [given, () => this.giveCard()],
        [given / 2, () => this.withdraw()],
      ])
    }
  }

  /** The moment of asking: mostly after all, now and then on a boundary, among the entries or before them. */
  asOf(): number {
    const { random, moments } = this
    const first = moments[0] ?? this.now
    const last = moments.at(-1) ?? this.now
    const notBefore = (ms: number | undefined): number | undefined => (ms !== undefined && ms >= last ? ms : undefined)
    return random.weighted<number>([
      [18, () => last],
      [18, () => last + random.int(1, 100) * hour],
      [12, () => last + random.int(1, 300) * dayLong],
      [4, () => last + random.int(300, 900) * dayLong],
      [16, () => notBefore(this.nearFinal())],
      [18, () => notBefore(this.nearEnd())],
      [4, () => this.nearEnd()],
      [8, () => random.pick([...moments.slice(-8), last]) + random.pick([0, 0, -1, 1])],
      [1.5, () => first - random.int(1, 1000)],
      [2, () => midnight(plus(swedishDay(last), 1)) + random.pick([-1, 0])],
    ])
  }
}

const pickHours = (random: Random): number | undefined => random.pick([undefined, undefined, 0, 1, 48, 48, 72])

const assemble = (
  random: Random,
  making: Making,
  hours: number | undefined,
  policy: 'keep' | 'refuse' | undefined,
  asOf: number,
): History => {
  const settings: Settings = {
    ...(hours === undefined ? {} : { preliminaryHours: hours }),
    ...(policy === undefined ? {} : { finalCardPolicy: policy }),
    ...(making.ceilings === undefined ? {} : { ceilings: making.ceilings }),
  }
  const bare = Object.keys(settings).length === 0 && random.chance(0.7)
  return {
    asOf: stamp(random, asOf),
    principal: making.ownPrincipals.length > 1 ? random.pick(making.ownPrincipals) : principals[0],
    cardType: random.chance(0.9) ? 'CARE_VISIT' : 'TECHNICAL_AID',
    ...(bare ? {} : { settings }),
    entries: making.entries,
  }
}

/** Entries after asOf need only be well formed: these could not have happened. */
const addImpossible = (random: Random, making: Making, after: number): void => {
  making.now = Math.max(making.now, after) + random.int(1, 2 * dayLong)
  for (let i = random.int(1, 3); i > 0; i--) {
    const someId = making.fees[0]?.id ?? 'nobody'
    const made = random.pick<(recordedAt: string) => Entry>([
      (recordedAt) => ({ type: 'FeeAnnulled', feeId: 'never-registered', recordedAt }),
      (recordedAt) => ({ type: 'FeeCorrected', feeId: 'never-registered', amount: '1.00', recordedAt }),
      (recordedAt) => ({ type: 'CardWithdrawn', cardId: 'never-given', recordedAt }),
      (recordedAt) => ({
        type: 'FeeRegistered',
        feeId: someId,
        person,
        careProvider: 'A',
        visitDate: '2099-01-01',
        amount: '100.00',
        recordedAt,
      }),
      (recordedAt) => ({
        type: 'FeeRegistered',
        feeId: 'too-old',
        person,
        careProvider: 'A',
        visitDate: '1950-01-01',
        amount: '100.00',
        recordedAt,
      }),
    ])
    making.put(made)
  }
}

/**
 * A valid history of 0 to about 25 entries. With `finalCardPolicy: refuse` (about one in twelve) it may still be
 * refused, when it corrects or annuls a fee on a final card; nothing else in it is refused.
 */
export function historyFromSeed(seed: number): History {
  const random = new Random(seed)
  const hours = pickHours(random)
  const policy = random.weighted<'keep' | 'refuse' | 'absent'>([
    [50, () => 'keep'],
    [42, () => 'absent'],
    [8, () => 'refuse'],
  ])
  const making = new Making(random, hours ?? 48)
  making.run(random.chance(0.02) ? 0 : random.int(random.chance(0.2) ? 1 : 7, 25), policy !== 'refuse')
  const asOf = making.asOf()
  if (random.chance(0.06)) addImpossible(random, making, asOf)
  return assemble(random, making, hours, policy === 'absent' ? undefined : policy, asOf)
}

// ---------------------------------------------------------------------------------------------------------------------
// A history with one fault

export interface InvalidHistory {
  /** What is wrong with it. */
  fault: string
  history: unknown
}

type Loose = Record<string, unknown>

interface Faulty {
  random: Random
  history: History
  /** Puts entries in at some place, all at the moment of the entry before (so that `recordedAt` does not fall). */
  insert: (make: (recordedAt: string, today: string) => Loose[]) => void
  /** Sets a field of an entry of the given type to something wrong; undefined takes it away. */
  spoil: (type: Entry['type'], name: string, value: unknown) => void
  settings: (some: Loose) => void
}

const fee = (feeId: string, visitDate: string, amount: string, recordedAt: string): Loose => ({
  type: 'FeeRegistered',
  feeId,
  person,
  careProvider: 'A',
  visitDate,
  amount,
  recordedAt,
})

const card = (cardId: string, day: string, recordedAt: string): Loose => ({
  type: 'CardRegistered',
  cardId,
  person,
  validFrom: day,
  validThrough: day,
  reason: 'VALID_CARD',
  number: '1',
  recordedAt,
})

const correction = (feeId: string, change: Loose, recordedAt: string): Loose => ({
  type: 'FeeCorrected',
  feeId,
  ...change,
  recordedAt,
})

const annulment = (feeId: string, recordedAt: string): Loose => ({ type: 'FeeAnnulled', feeId, recordedAt })
const withdrawal = (cardId: string, recordedAt: string): Loose => ({ type: 'CardWithdrawn', cardId, recordedAt })

const faults: readonly (readonly [string, (faulty: Faulty) => void])[] = [
  ['correction of an unknown fee', ({ insert }) => insert((at) => [correction('no-such', { amount: '1.00' }, at)])],
  ['annulment of an unknown fee', ({ insert }) => insert((at) => [annulment('no-such', at)])],
  [
    'correction of an annulled fee',
    ({ insert }) =>
      insert((at, today) => [
        fee('gone', today, '1.00', at),
        annulment('gone', at),
        correction('gone', { amount: '2.00' }, at),
      ]),
  ],
  [
    'annulment of an annulled fee',
    ({ insert }) =>
      insert((at, today) => [fee('gone', today, '1.00', at), annulment('gone', at), annulment('gone', at)]),
  ],
  [
    'repeated fee id',
    ({ insert }) => insert((at, today) => [fee('twice', today, '1.00', at), fee('twice', today, '1.00', at)]),
  ],
  [
    'repeated id of an annulled fee',
    ({ insert }) =>
      insert((at, today) => [fee('twice', today, '1.00', at), annulment('twice', at), fee('twice', today, '1.00', at)]),
  ],
  ['repeated card id', ({ insert }) => insert((at, today) => [card('twice', today, at), card('twice', today, at)])],
  [
    'repeated id of a withdrawn card',
    ({ insert }) =>
      insert((at, today) => [card('twice', today, at), withdrawal('twice', at), card('twice', today, at)]),
  ],
  [
    'visit after the day of recording',
    ({ insert, random }) => insert((at, today) => [fee('future', plus(today, random.pick([1, 1, 40])), '1.00', at)]),
  ],
  [
    'visit corrected to after the day of recording',
    ({ insert }) =>
      insert((at, today) => [
        fee('future', today, '1.00', at),
        correction('future', { visitDate: plus(today, 1) }, at),
      ]),
  ],
  [
    'amount not positive',
    ({ insert, random }) => insert((at, today) => [fee('nothing', today, random.pick(['0.00', '-1.00', '-0.01']), at)]),
  ],
  [
    'amount corrected to not positive',
    ({ insert, random }) =>
      insert((at, today) => [
        fee('nothing', today, '1.00', at),
        correction('nothing', { amount: random.pick(['0.00', '-1.00']) }, at),
      ]),
  ],
  [
    'amount with more than two decimals',
    ({ insert, random }) => insert((at, today) => [fee('fine', today, random.pick(['1.001', '100.000']), at)]),
  ],
  [
    'amount corrected to more than two decimals',
    ({ insert }) =>
      insert((at, today) => [fee('fine', today, '1.00', at), correction('fine', { amount: '1.005' }, at)]),
  ],
  ['visit before the first known ceiling', ({ insert }) => insert((at) => [fee('old', '1999-12-30', '1.00', at)])],
  [
    'visit corrected to before the first known ceiling',
    ({ insert }) =>
      insert((at, today) => [fee('old', today, '1.00', at), correction('old', { visitDate: '1999-12-30' }, at)]),
  ],
  [
    'no ceiling for the principal that asks',
    ({ history }) => {
      // Only principals of the fees have amounts, and today's window has a fee in it.
      history.principal = 'SE2321000222-9000'
      const amount = '900000000.00'
      const named = principals.map((principal) => ({ from: '1999-12-31', amount, principal }))
      history.settings = { ...history.settings, ceilings: named }
      for (const entry of history.entries)
        if (entry.type === 'FeeRegistered' && entry.principal === undefined) entry.principal = principals[0]
      history.entries = history.entries.filter(
        (entry) => entry.type !== 'CardRegistered' && entry.type !== 'CardWithdrawn',
      )
      const day = swedishDay(Temporal.Instant.from(history.asOf).epochMilliseconds)
      history.entries.push({
        ...(fee('today', day, '1.00', history.asOf) as unknown as FeeRegistered),
        principal: principals[0],
      })
    },
  ],
  ['unknown card', ({ insert }) => insert((at) => [withdrawal('no-such', at)])],
  [
    'withdrawn card',
    ({ insert }) => insert((at, today) => [card('gone', today, at), withdrawal('gone', at), withdrawal('gone', at)]),
  ],
  ['correction of a fee on a final card', ({ random, history }) => onFinalCard(random, history, 'correct')],
  ['annulment of a fee on a final card', ({ random, history }) => onFinalCard(random, history, 'annul')],
  ['correction of a fee on a final given card', ({ random, history }) => onFinalCard(random, history, 'given')],
  [
    'recordedAt falls',
    ({ insert }) =>
      insert((at, today) => [
        fee('first', today, '1.00', at),
        annulment('first', Temporal.Instant.from(at).subtract({ milliseconds: 1 }).toString()),
      ]),
  ],
  ...(
    [
      [
        'FeeRegistered',
        'visitDate',
        ['2025-02-29', '2025-13-01', '2025-2-3', '20250203', 'today', 20250203, undefined],
      ],
      ['FeeRegistered', 'amount', ['100', '100.5', '100,00', ' 1.00', '1e2', '', 'many', 100, true, undefined]],
      ['FeeRegistered', 'feeId', ['', 7, undefined]],
      [
        'FeeRegistered',
        'recordedAt',
        ['2025-03-01T10:00:00', '2025-03-01', 'now', '2025-02-30T10:00:00Z', 5, undefined],
      ],
      ['FeeRegistered', 'type', ['FeeRemoved', 'feeRegistered', 1, undefined]],
      ['FeeRegistered', 'principal', [1, {}]],
      ['FeeCorrected', 'visitDate', ['2023-02-29', 'soon', 1]],
      ['FeeCorrected', 'amount', ['1', '1.0', 1]],
      ['FeeCorrected', 'feeId', [undefined, 1]],
      ['FeeAnnulled', 'feeId', [undefined, 1]],
      ['CardRegistered', 'cardId', [undefined, 1]],
      ['CardRegistered', 'validFrom', [undefined, '2025-04-31', '1']],
      ['CardRegistered', 'validThrough', [undefined, '2025-04-31', '1']],
      ['CardRegistered', 'reason', ['BECAUSE', 1]],
      ['CardWithdrawn', 'cardId', [undefined, 1]],
    ] as const
  ).map(
    ([type, name, values]) =>
      [
        `malformed ${type}.${name}`,
        ({ random, spoil }: Faulty) => spoil(type, name, random.pick<unknown[]>(values.map((value) => [value]))[0]),
      ] as const,
  ),
  [
    'malformed history field',
    ({ random, history }) => {
      const [name, value] = random.pick<[string, unknown]>([
        ['asOf', '2025-07-01T12:00:00'],
        ['asOf', undefined],
        ['principal', undefined],
        ['principal', 1],
        ['entries', undefined],
        ['entries', {}],
        ['entries', [null]],
        ['entries', ['x']],
        ['settings', 'none'],
        ['settings', []],
      ])
      Reflect.set(history, name, value)
    },
  ],
  [
    'malformed entry after asOf',
    ({ random, history }) => {
      const then = Temporal.Instant.from(history.asOf)
        .add({ hours: random.int(1, 90) })
        .toString()
      const one = random.pick<Loose>([
        fee('after', '2025-02-29', '1.00', then),
        fee('after', '2025-02-28', '1', then),
        { type: 'Nothing', recordedAt: then },
        annulment('', then),
      ])
      history.entries.push(one as unknown as Entry)
    },
  ],
  [
    'malformed settings',
    ({ random, settings }) =>
      settings(
        random.pick<Loose>([
          { preliminaryHours: -1 },
          { preliminaryHours: '48' },
          { finalCardPolicy: 'maybe' },
          { finalCardPolicy: 1 },
          { ceilings: {} },
          { ceilings: [1] },
          { ceilings: [{ from: '2012-02-30', amount: '1100.00' }] },
          { ceilings: [{ from: '2012-01-01', amount: '1100' }] },
          { ceilings: [{ from: '2012-01-01', amount: 1100 }] },
          { ceilings: [{ amount: '1100.00' }] },
          { ceilings: [{ from: '2012-01-01' }] },
          { ceilings: [{ from: '2012-01-01', amount: '1100.00', principal: 1 }] },
        ]),
      ),
  ],
]

/** `finalCardPolicy: refuse`, and at the end a change of a fee that has lain on a card long since final. */
const onFinalCard = (random: Random, history: History, how: 'correct' | 'annul' | 'given'): void => {
  history.settings = { ...history.settings, finalCardPolicy: 'refuse' }
  history.entries = history.entries.filter((entry) => entry.type === 'FeeRegistered')
  const at = Temporal.Instant.from(history.asOf)
  const day = swedishDay(at.epochMilliseconds)
  const add = (...some: Loose[]): void => {
    for (const one of some) history.entries.push(one as unknown as Entry)
  }
  if (how === 'given') add(card('given', day, history.asOf), fee('lying', day, '1.00', history.asOf))
  else add(fee('lying', day, '90000000.00', history.asOf))
  const hours = history.settings.preliminaryHours ?? 48
  const then = at.add({ hours, milliseconds: random.pick([0, 0, 1, 999999999]) }).toString()
  add(how === 'annul' ? annulment('lying', then) : correction('lying', { amount: '2.00' }, then))
  history.asOf = then
}

/** How many kinds of fault there are: seeds that differ by less than this have different kinds. */
export const faultCount = faults.length

/** A history with exactly one fault; the kind goes round with the seed. */
export function invalidHistoryFromSeed(seed: number): InvalidHistory {
  const random = new Random(seed + 0x5eed)
  const hours = pickHours(random)
  const making = new Making(random, hours ?? 48)
  making.run(random.int(0, 15), true)
  const last = making.moments.at(-1) ?? making.now
  const history = assemble(random, making, hours, random.pick([undefined, 'keep']), last + random.int(0, 500) * hour)
  const insert: Faulty['insert'] = (make) => {
    const place = random.int(0, history.entries.length)
    const at = history.entries[place - 1]?.recordedAt ?? history.entries[0]?.recordedAt ?? history.asOf
    const made = make(at, swedishDay(Temporal.Instant.from(at).epochMilliseconds))
    history.entries.splice(place, 0, ...(made as unknown as Entry[]))
  }
  const spoil: Faulty['spoil'] = (type, name, value) =>
    insert((at, today) => {
      const spoilt = (one: Loose): Loose => {
        const copy = { ...one, [name]: value }
        if (value === undefined) delete copy[name]
        return copy
      }
      const feeBefore = fee('spoilt', today, '1.00', at)
      const cardBefore = card('spoilt', today, at)
      switch (type) {
        case 'FeeRegistered':
          return [spoilt(feeBefore)]
        case 'FeeCorrected':
          return [feeBefore, spoilt(correction('spoilt', { visitDate: today, amount: '2.00' }, at))]
        case 'FeeAnnulled':
          return [feeBefore, spoilt(annulment('spoilt', at))]
        case 'CardRegistered':
          return [spoilt(cardBefore)]
        case 'CardWithdrawn':
          return [cardBefore, spoilt(withdrawal('spoilt', at))]
      }
    })
  const settings: Faulty['settings'] = (some) => {
    history.settings = { ...history.settings, ...some } as Settings
  }
  const chosen = faults[((seed % faults.length) + faults.length) % faults.length]
  if (chosen === undefined) throw new Error('no such fault')
  const [fault, inject] = chosen
  inject({ random, history, insert, spoil, settings })
  return { fault, history }
}
