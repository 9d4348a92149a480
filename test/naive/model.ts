// A second, naive model of the rules: replays a history literally, recording by recording, and gives its answer.
// It was written from the rules text alone and shares no code with the real one, so that tests can hold the two
// against each other. Clarity goes before speed everywhere.

type Day = Temporal.PlainDate
type Moment = Temporal.Instant

export type NaiveStatus = 'BELOW_LIMIT' | 'PRELIMINARY' | 'FINAL' | 'EXPIRED'

export interface NaiveFee {
  feeId: string
  due: string
  overcharged: string
}

export interface NaiveCard {
  status: NaiveStatus
  given: boolean
  start: string | null
  reached: string | null
  end: string | null
  finalAt: string | null
  currentAmount: string
  amountToLimit: string
  fees: NaiveFee[]
}

export interface NaiveAnswer {
  asOf: string
  current: NaiveCard | null
  cards: NaiveCard[]
  expiredFees: string[]
  overcharged: string
}

export interface NaiveError {
  error: { kind: string; message: string }
}

/** Told the name of each feature the replay meets (see `naiveFeatures` below); for measuring what tests cover. */
export type Note = (feature: NaiveFeature) => void

export const naiveFeatures = [
  'reached card', // a card reached by fees
  'given card',
  'final card', // a card reached by fees and frozen
  'several cards', // two or more reached or given cards at once
  'overlapping cards', // two cards valid on the same day
  'step 3', // a fee in no period, laid on a later fixed card
  'O2(c)', // a fee free by the validity of another card
  'overcharge',
  'continued', // a computed card that continues one of before the recording (L3)
  'continued and moved', // the same, with other dates than before
  'ceased', // a computed card that no card continues
  'came again', // a card reached anew by fees of one that had ceased
  'several computed at once', // two or more computed reached cards not yet final
  'frozen though ended', // frozen when its end had passed
  'below limit',
  'expired fees',
  'window cut by a given card', // P7
  'current is a tie', // L7: the same end and the same reached date
] as const
export type NaiveFeature = (typeof naiveFeatures)[number]

// ---------------------------------------------------------------------------------------------------------------------
// What is read

class Refusal extends Error {
  readonly kind: string
  constructor(kind: string, message: string) {
    super(message)
    this.kind = kind
  }
}

const refuse = (kind: string, message: string): never => {
  throw new Refusal(kind, message)
}

interface Ceiling {
  from: Day
  amount: bigint
  principal: string | null
}

interface Settings {
  preliminaryHours: number
  finalCardPolicy: 'keep' | 'refuse'
  ceilings: Ceiling[]
}

type Entry =
  | {
      type: 'FeeRegistered'
      recordedAt: Moment
      feeId: string
      principal: string | null
      visitDate: Day
      amount: bigint
    }
  | { type: 'FeeCorrected'; recordedAt: Moment; feeId: string; visitDate: Day | null; amount: bigint | null }
  | { type: 'FeeAnnulled'; recordedAt: Moment; feeId: string }
  | { type: 'CardRegistered'; recordedAt: Moment; cardId: string; validFrom: Day; validThrough: Day }
  | { type: 'CardWithdrawn'; recordedAt: Moment; cardId: string }

interface History {
  asOfText: string
  asOf: Moment
  principal: string
  settings: Settings
  entries: Entry[]
}

const malformed = (what: string): never => refuse('malformed', `${what} is malformed`)

const asObject = (value: unknown, what: string): object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : malformed(what)

const asArray = (value: unknown, what: string): unknown[] => (Array.isArray(value) ? value : malformed(what))

const field = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined

const readText = (object: object, name: string): string => {
  const value = field(object, name)
  return typeof value === 'string' && value !== '' ? value : malformed(name)
}

const readOptionalText = (object: object, name: string): string | null =>
  field(object, name) === undefined ? null : readText(object, name)

const readDay = (object: object, name: string): Day => {
  const text = readText(object, name)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) malformed(name)
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return malformed(name)
  }
}

const readMoment = (object: object, name: string): Moment => {
  const text = readText(object, name)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) malformed(name)
  try {
    return Temporal.Instant.from(text)
  } catch {
    return malformed(name)
  }
}

/** Öre of an amount in kronor: exactly two decimals, and more than nothing. */
const readAmount = (object: object, name: string): bigint => {
  const text = readText(object, name)
  if (!/^-?(0|[1-9]\d*)\.\d{2}$/.test(text)) malformed(name)
  const ore = BigInt(text.replace('.', ''))
  return ore > 0n ? ore : refuse('amount not positive', `${name} is not positive`)
}

const general = (from: string, amount: bigint): Ceiling => ({
  from: Temporal.PlainDate.from(from),
  amount: amount * 100n,
  principal: null,
})

const installationCeilings: Ceiling[] = [
  general('2012-01-01', 1100n),
  general('2019-01-01', 1150n),
  general('2022-01-01', 1200n),
  general('2023-01-01', 1300n),
  general('2024-01-01', 1400n),
  general('2025-01-01', 1450n),
  general('2026-01-01', 1450n),
]

const readSettings = (value: unknown): Settings => {
  const settings: Settings = { preliminaryHours: 48, finalCardPolicy: 'keep', ceilings: installationCeilings }
  if (value === undefined) return settings
  const object = asObject(value, 'settings')

  const hours = field(object, 'preliminaryHours')
  if (hours !== undefined) {
    if (typeof hours !== 'number' || !Number.isSafeInteger(hours) || hours < 0) return malformed('preliminaryHours')
    settings.preliminaryHours = hours
  }

  const policy = field(object, 'finalCardPolicy')
  if (policy !== undefined) {
    if (policy !== 'keep' && policy !== 'refuse') return malformed('finalCardPolicy')
    settings.finalCardPolicy = policy
  }

  const ceilings = field(object, 'ceilings')
  if (ceilings !== undefined) {
    settings.ceilings = asArray(ceilings, 'ceilings').map((one) => {
      const ceiling = asObject(one, 'a ceiling')
      return {
        from: readDay(ceiling, 'from'),
        amount: readAmount(ceiling, 'amount'),
        principal: readOptionalText(ceiling, 'principal'),
      }
    })
  }
  return settings
}

const readEntry = (value: unknown): Entry => {
  const object = asObject(value, 'an entry')
  const type = readText(object, 'type')
  const recordedAt = readMoment(object, 'recordedAt')
  readOptionalText(object, 'person')
  switch (type) {
    case 'FeeRegistered':
      readOptionalText(object, 'careProvider')
      return {
        type,
        recordedAt,
        feeId: readText(object, 'feeId'),
        principal: readOptionalText(object, 'principal'),
        visitDate: readDay(object, 'visitDate'),
        amount: readAmount(object, 'amount'),
      }
    case 'FeeCorrected':
      return {
        type,
        recordedAt,
        feeId: readText(object, 'feeId'),
        visitDate: field(object, 'visitDate') === undefined ? null : readDay(object, 'visitDate'),
        amount: field(object, 'amount') === undefined ? null : readAmount(object, 'amount'),
      }
    case 'FeeAnnulled':
      return { type, recordedAt, feeId: readText(object, 'feeId') }
    case 'CardRegistered': {
      const reason = readOptionalText(object, 'reason')
      if (reason !== null && reason !== 'VALID_CARD' && reason !== 'MEDICAL') malformed('reason')
      readOptionalText(object, 'number')
      return {
        type,
        recordedAt,
        cardId: readText(object, 'cardId'),
        validFrom: readDay(object, 'validFrom'),
        validThrough: readDay(object, 'validThrough'),
      }
    }
    case 'CardWithdrawn':
      return { type, recordedAt, cardId: readText(object, 'cardId') }
    default:
      return malformed('type')
  }
}

const readHistory = (value: unknown): History => {
  const object = asObject(value, 'the history')
  const asOf = readMoment(object, 'asOf')
  const principal = readText(object, 'principal')
  readText(object, 'cardType')
  const settings = readSettings(field(object, 'settings'))
  const entries = asArray(field(object, 'entries'), 'entries').map(readEntry)
  entries.forEach((entry, i) => {
    const before = entries[i - 1]
    if (before !== undefined && isBefore(entry.recordedAt, before.recordedAt))
      refuse('recordedAt falls', 'entries are not in the order of recording')
  })
  return { asOfText: readText(object, 'asOf'), asOf, principal, settings, entries }
}

// ---------------------------------------------------------------------------------------------------------------------
// Days, moments and amounts

const isBefore = (a: Moment, b: Moment): boolean => Temporal.Instant.compare(a, b) < 0
const days = Temporal.PlainDate.compare
/** a ≤ b */
const upTo = (a: Day, b: Day): boolean => days(a, b) <= 0
/** a < b */
const earlier = (a: Day, b: Day): boolean => days(a, b) < 0

const swedishDay = (moment: Moment): Day => moment.toZonedDateTimeISO('Europe/Stockholm').toPlainDate()

/** Section 3: the day before the same day and month next year; 29 February gives 28 February. */
const lastDay = (visit: Day): Day =>
  visit.month === 2 && visit.day === 29
    ? Temporal.PlainDate.from({ year: visit.year + 1, month: 2, day: 28 })
    : visit.add({ years: 1 }).subtract({ days: 1 })

const kronor = (ore: bigint): string => {
  const size = ore < 0n ? -ore : ore
  return `${ore < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

/** C3, C3a, C5: the amount in force for a principal on a day. */
const ceilingOn = (settings: Settings, principal: string, day: Day): bigint => {
  const latest = (some: Ceiling[]): Ceiling | undefined =>
    some
      .filter((c) => upTo(c.from, day))
      .sort((a, b) => days(a.from, b.from))
      .at(-1)
  const own = latest(settings.ceilings.filter((c) => c.principal === principal))
  const common = latest(settings.ceilings.filter((c) => c.principal === null))
  const found = own ?? common
  return found === undefined ? refuse('no ceiling', `no ceiling is known for ${day}`) : found.amount
}

// ---------------------------------------------------------------------------------------------------------------------
// The account

interface Fee {
  id: string
  principal: string
  visit: Day
  amount: bigint
  registered: Moment
  order: number
  active: boolean
}

/** A card of step 2: wholly computed from the fees. `finalAt` is set once L3 has told which card it is. */
interface Computed {
  kind: 'computed'
  start: Day
  reached: Day
  end: Day
  ceiling: bigint
  fees: Fee[]
  finalAt: Moment
}

/** A computed card that has become FINAL (L4): nothing of it moves any more. */
interface Frozen {
  kind: 'frozen'
  start: Day
  reached: Day
  end: Day
  ceiling: bigint
  finalAt: Moment
}

/** A card given by hand (P7). */
interface Given {
  kind: 'given'
  cardId: string
  reached: Day
  end: Day
  finalAt: Moment
}

type Fixed = Frozen | Given

/** P2: care order. */
const inCareOrder = (fees: Fee[]): Fee[] =>
  [...fees].sort(
    (a, b) => days(a.visit, b.visit) || Temporal.Instant.compare(a.registered, b.registered) || a.order - b.order,
  )

const sum = (fees: Fee[]): bigint => fees.reduce((total, fee) => total + fee.amount, 0n)

/** The first day of a card's own period: its start, or for a given card its first valid day. */
const firstDay = (card: Fixed): Day => (card.kind === 'given' ? card.reached : card.start)

interface Reckoning {
  /** The fees of each fixed card, in the order of `fixed`. */
  onFixed: { card: Fixed; fees: Fee[] }[]
  /** The computed reached cards, in order of reached date. */
  computed: Omit<Computed, 'finalAt'>[]
  /** ACTIVE fees in no card, reached or given: in the window in progress or fallen out of one. */
  loose: Fee[]
}

/** Section 3, the three steps, from scratch. */
const reckon = (settings: Settings, allFees: Fee[], fixed: Fixed[], note: Note): Reckoning => {
  const active = inCareOrder(allFees.filter((fee) => fee.active))
  const home = new Map<Fee, Fixed>()

  // Step 1: fixed cards take the fees of their own period.
  for (const card of fixed)
    for (const fee of active)
      if (!home.has(fee) && upTo(firstDay(card), fee.visit) && upTo(fee.visit, card.end)) home.set(fee, card)

  // Step 2: the rest by P3 to P7 among themselves.
  const firstDaysOfGiven = fixed.filter((card) => card.kind === 'given').map((card) => card.reached)
  const computed: Omit<Computed, 'finalAt'>[] = []
  let window: Fee[] = []
  let loose: Fee[] = []
  for (const fee of active.filter((one) => !home.has(one))) {
    const card = computed.at(-1)
    if (card !== undefined && upTo(fee.visit, card.end)) {
      card.fees.push(fee) // P5
      continue
    }
    window = window.filter((old) => upTo(fee.visit, lastDay(old.visit))) // P3
    const cut = (old: Fee): boolean =>
      firstDaysOfGiven.some((first) => earlier(old.visit, first) && upTo(first, fee.visit)) // P7
    if (window.some(cut)) note('window cut by a given card')
    window = window.filter((old) => !cut(old))
    window.push(fee)
    loose.push(fee)
    const ceiling = ceilingOn(settings, fee.principal, fee.visit)
    const oldest = window[0]
    if (oldest !== undefined && sum(window) >= ceiling) {
      // P4
      computed.push({
        kind: 'computed',
        start: oldest.visit,
        reached: fee.visit,
        end: lastDay(oldest.visit),
        ceiling,
        fees: window,
      })
      const taken = window
      loose = loose.filter((one) => !taken.includes(one))
      window = []
    }
  }

  // Step 3: a fee in no card that came too late to move a fixed one.
  for (const fee of loose) {
    const card = fixed.find((one) => earlier(fee.visit, firstDay(one)) && upTo(one.reached, lastDay(fee.visit)))
    if (card === undefined) continue
    note('step 3')
    home.set(fee, card)
  }

  return {
    onFixed: fixed.map((card) => ({ card, fees: active.filter((fee) => home.get(fee) === card) })),
    computed,
    loose: loose.filter((fee) => !home.has(fee)),
  }
}

class Account {
  readonly settings: Settings
  readonly principal: string
  readonly note: Note
  readonly fees: Fee[] = []
  readonly cardIds = new Set<string>()
  fixed: Fixed[] = []
  computed: Computed[] = []
  /** Fees of computed cards that ceased; only for the note 'came again'. */
  readonly onceOnCeased = new Set<Fee>()

  constructor(settings: Settings, principal: string, note: Note) {
    this.settings = settings
    this.principal = principal
    this.note = note
  }

  reckon(): Reckoning {
    return reckon(this.settings, this.fees, this.fixed, this.note)
  }

  /** L2: what becomes FINAL up to and with this moment, in order of that moment, then of reached date. */
  freeze(moment: Moment): void {
    const due = this.computed
      .filter((card) => !isBefore(moment, card.finalAt))
      .sort((a, b) => Temporal.Instant.compare(a.finalAt, b.finalAt) || days(a.reached, b.reached))
    for (const card of due) {
      const before = this.reckon()
      const { start, reached, end, ceiling, finalAt } = card
      if (earlier(end, swedishDay(finalAt))) this.note('frozen though ended')
      this.note('final card')
      this.fixed = [...this.fixed, { kind: 'frozen', start, reached, end, ceiling, finalAt }]
      this.computed = this.computed.filter((one) => one !== card)
      this.checkThatNoFeeMoved(before, card)
    }
  }

  /** L4: "By becoming FINAL no fee changes its card". It follows from the rules; if it does not, the rules have a hole. */
  checkThatNoFeeMoved(before: Reckoning, frozen: Computed): void {
    const ids = (fees: Fee[]): string => fees.map((fee) => fee.id).join(' ')
    const picture = (reckoning: Reckoning): string =>
      [
        ...reckoning.onFixed.map(({ card, fees }) => `${firstDay(card)} ${card.reached} ${card.end}: ${ids(fees)}`),
        ...reckoning.computed.map((card) => `${card.start} ${card.reached} ${card.end}: ${ids(card.fees)}`),
      ]
        .sort()
        .concat(`none: ${ids(reckoning.loose)}`)
        .join('\n')
    const after = picture(this.reckon())
    if (picture(before) !== after)
      throw new Error(`L4 does not hold for the card reached ${frozen.reached}:\n${picture(before)}\n--\n${after}`)
  }

  /** One recording: first what becomes FINAL at or before it, then the entry, then all from scratch, then L3. */
  record(entry: Entry): void {
    this.freeze(entry.recordedAt)
    this.apply(entry)
    const reckoning = this.reckon()
    this.continueCards(reckoning.computed, entry.recordedAt)
    if (this.computed.length > 0) this.note('reached card')
    if (this.computed.length > 1) this.note('several computed at once')
  }

  finalAt(moment: Moment): Moment {
    try {
      return moment.add({ hours: this.settings.preliminaryHours })
    } catch {
      return malformed('preliminaryHours')
    }
  }

  apply(entry: Entry): void {
    switch (entry.type) {
      case 'FeeRegistered': {
        if (this.fees.some((fee) => fee.id === entry.feeId)) refuse('repeated id', `fee ${entry.feeId} is repeated`)
        const principal = entry.principal ?? this.principal
        this.checkVisit(entry.visitDate, principal, entry.recordedAt)
        this.fees.push({
          id: entry.feeId,
          principal,
          visit: entry.visitDate,
          amount: entry.amount,
          registered: entry.recordedAt,
          order: this.fees.length,
          active: true,
        })
        return
      }
      case 'FeeCorrected': {
        const fee = this.feeToChange(entry.feeId, entry.recordedAt)
        if (entry.visitDate !== null) {
          this.checkVisit(entry.visitDate, fee.principal, entry.recordedAt)
          fee.visit = entry.visitDate
        }
        if (entry.amount !== null) fee.amount = entry.amount
        return
      }
      case 'FeeAnnulled':
        this.feeToChange(entry.feeId, entry.recordedAt).active = false
        return
      case 'CardRegistered': {
        if (this.cardIds.has(entry.cardId)) refuse('repeated id', `card ${entry.cardId} is repeated`)
        this.cardIds.add(entry.cardId)
        this.note('given card')
        const given: Given = {
          kind: 'given',
          cardId: entry.cardId,
          reached: entry.validFrom,
          end: entry.validThrough,
          finalAt: this.finalAt(entry.recordedAt),
        }
        this.fixed = [...this.fixed, given]
        return
      }
      case 'CardWithdrawn': {
        const isIt = (card: Fixed): boolean => card.kind === 'given' && card.cardId === entry.cardId
        if (!this.fixed.some(isIt))
          refuse(
            this.cardIds.has(entry.cardId) ? 'withdrawn card' : 'unknown card',
            `card ${entry.cardId} is unknown or already withdrawn`,
          )
        this.fixed = this.fixed.filter((card) => !isIt(card))
        return
      }
    }
  }

  checkVisit(visit: Day, principal: string, recordedAt: Moment): void {
    if (earlier(swedishDay(recordedAt), visit)) refuse('visit in the future', `${visit} is after the day of recording`)
    ceilingOn(this.settings, principal, visit)
  }

  feeToChange(feeId: string, recordedAt: Moment): Fee {
    const fee = this.fees.find((one) => one.id === feeId) ?? refuse('unknown fee', `fee ${feeId} is unknown`)
    if (!fee.active) refuse('annulled fee', `fee ${feeId} is annulled`)
    if (this.settings.finalCardPolicy === 'refuse') {
      const itsCard = this.reckon().onFixed.find(({ fees }) => fees.includes(fee))?.card
      if (itsCard !== undefined && !isBefore(recordedAt, itsCard.finalAt))
        refuse('final card', `fee ${feeId} lies on a card that is or was final`)
    }
    return fee
  }

  /** L3: which card is "it" after a recording. Both lists are in order of reached date. */
  continueCards(now: Omit<Computed, 'finalAt'>[], recordedAt: Moment): void {
    const before = [...this.computed].sort((a, b) => days(a.reached, b.reached))
    const continued = new Set<Computed>()
    this.computed = now.map((card) => {
      let best: Computed | undefined
      let bestShared = 0
      for (const old of before) {
        if (continued.has(old)) continue
        const oldIds = new Set(old.fees.map((fee) => fee.id))
        const shared = card.fees.filter((fee) => oldIds.has(fee.id)).length
        if (shared > bestShared) {
          best = old
          bestShared = shared
        }
      }
      if (best === undefined) {
        if (card.fees.some((fee) => this.onceOnCeased.has(fee))) this.note('came again')
        return { ...card, finalAt: this.finalAt(recordedAt) }
      }
      continued.add(best)
      this.note('continued')
      if (days(best.start, card.start) !== 0 || days(best.reached, card.reached) !== 0) this.note('continued and moved')
      return { ...card, finalAt: best.finalAt }
    })
    for (const old of before)
      if (!continued.has(old)) {
        this.note('ceased')
        for (const fee of old.fees) this.onceOnCeased.add(fee)
      }
  }

  answer(asOfText: string, asOf: Moment): NaiveAnswer {
    this.freeze(asOf)
    const today = swedishDay(asOf)
    const { onFixed, loose } = this.reckon()

    // The order of fixed cards, then computed ones, is the last key of the order of `cards`; the sort is stable.
    const reachedCards: { card: Fixed | Computed; fees: Fee[] }[] = [
      ...onFixed,
      ...this.computed.map((card) => ({ card, fees: card.fees })),
    ].sort((a, b) => days(a.card.reached, b.card.reached) || days(a.card.end, b.card.end))
    if (reachedCards.length > 1) this.note('several cards')
    reachedCards.forEach(({ card: a }, i) => {
      for (const { card: b } of reachedCards.slice(i + 1))
        if (upTo(a.reached, a.end) && upTo(b.reached, b.end) && upTo(b.reached, a.end)) this.note('overlapping cards')
    })

    /** O2(c): is this day within the validity of a card other than the fee's own? */
    const freeByAnother = (own: Fixed | Computed, visit: Day): boolean =>
      reachedCards.some(
        ({ card }) =>
          card !== own &&
          (card.kind === 'given' ? upTo(card.reached, visit) : earlier(card.reached, visit)) &&
          upTo(visit, card.end),
      )

    let overcharged = 0n
    const shown = reachedCards.map(({ card, fees }) => {
      let left = card.kind === 'given' ? 0n : card.ceiling
      let overchargedHere = 0n
      const shownFees = inCareOrder(fees).map((fee) => {
        const byC = freeByAnother(card, fee.visit)
        if (byC) this.note('O2(c)')
        const free =
          (card.kind === 'frozen' && earlier(card.reached, fee.visit)) || // O2(a)
          (card.kind === 'given' && upTo(card.reached, fee.visit)) || // O2(b)
          byC
        let due: bigint
        if (free) due = 0n
        else if (card.kind === 'given') due = fee.amount
        else {
          due = fee.amount < left ? fee.amount : left // O1
          left -= due
        }
        overchargedHere += fee.amount - due
        return { feeId: fee.id, due: kronor(due), overcharged: kronor(fee.amount - due) }
      })
      overcharged += overchargedHere
      const status: NaiveStatus = earlier(card.end, today)
        ? 'EXPIRED'
        : isBefore(asOf, card.finalAt)
          ? 'PRELIMINARY'
          : 'FINAL'
      const naive: NaiveCard = {
        status,
        given: card.kind === 'given',
        start: card.kind === 'given' ? null : card.start.toString(),
        reached: card.reached.toString(),
        end: card.end.toString(),
        finalAt: card.finalAt.toString(),
        currentAmount: kronor(sum(fees)),
        amountToLimit: kronor(-overchargedHere),
        fees: shownFees,
      }
      return { card, naive }
    })
    if (overcharged > 0n) this.note('overcharge')

    // P3 on the day of asking: the window in progress, and what fell out of it.
    const inWindow = inCareOrder(loose.filter((fee) => upTo(today, lastDay(fee.visit))))
    const expired = inCareOrder(loose.filter((fee) => !inWindow.includes(fee)))
    const oldest = inWindow[0]
    const belowLimit: NaiveCard | null =
      oldest === undefined
        ? null
        : {
            status: 'BELOW_LIMIT',
            given: false,
            start: oldest.visit.toString(),
            reached: null,
            end: null,
            finalAt: null,
            currentAmount: kronor(sum(inWindow)),
            amountToLimit: kronor(ceilingOn(this.settings, this.principal, today) - sum(inWindow)), // C4, O3
            fees: inWindow.map((fee) => ({ feeId: fee.id, due: kronor(fee.amount), overcharged: kronor(0n) })),
          }
    if (belowLimit !== null) this.note('below limit')
    if (expired.length > 0) this.note('expired fees')

    // L7: the latest end, then the latest reached date; the text leaves a tie of both open: the one that stands first in `cards`.
    const validToday = shown
      .filter(({ card }) => upTo(card.reached, today) && upTo(today, card.end))
      .sort((a, b) => days(b.card.end, a.card.end) || days(b.card.reached, a.card.reached))
    const [first, second] = validToday
    if (first !== undefined && second !== undefined)
      if (first.card.end.equals(second.card.end) && first.card.reached.equals(second.card.reached))
        this.note('current is a tie')

    return {
      asOf: asOfText,
      current: first?.naive ?? belowLimit,
      cards: [...shown.map(({ naive }) => naive), ...(belowLimit === null ? [] : [belowLimit])],
      expiredFees: expired.map((fee) => fee.id),
      overcharged: kronor(overcharged),
    }
  }
}

/** The answer to a parsed `history.json`, field for field as answer.json but without `explanation`. */
export function naiveAnswer(history: unknown, note: Note = () => {}): NaiveAnswer | NaiveError {
  try {
    const { asOfText, asOf, principal, settings, entries } = readHistory(history)
    const account = new Account(settings, principal, note)
    for (const entry of entries) if (!isBefore(asOf, entry.recordedAt)) account.record(entry)
    return account.answer(asOfText, asOf)
  } catch (error) {
    if (error instanceof Refusal) return { error: { kind: error.kind, message: error.message } }
    throw error
  }
}
