/** What the words of `efrikort system` say of a calling system: each option read, every fault named at once. It records nothing. */

import { parseArgs } from 'node:util'
import { ACTS, type Act, type CallingSystem } from '../domain/decisions/access.ts'
import { parseFingerprint } from '../domain/decisions/caller.ts'
import { type Day, parseDay } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'

/** What is told of a system; the rest is not told. */
export type ToldSystem = Partial<Omit<CallingSystem, 'id'>>
export type ReadWords = { readonly told: ToldSystem; readonly by: string | null }

/** An option's words, and what they say or what is wrong with them. */
type Reading<T> = (words: readonly string[]) => Result<T, string>

const VERSIONS: readonly number[] = [1, 2, 3]
const MOST_RETRY_SECONDS = 86_400
const LONGEST_TEXT = 200
const NONE = 'none'

const OPTIONS = {
  name: { type: 'string' },
  vendor: { type: 'string' },
  grant: { type: 'string', multiple: true },
  principal: { type: 'string', multiple: true },
  provider: { type: 'string', multiple: true },
  pin: { type: 'string', multiple: true },
  'retry-seconds': { type: 'string' },
  'valid-from': { type: 'string' },
  'valid-through': { type: 'string' },
  platform: { type: 'string' },
  by: { type: 'string' },
} as const

/** Takes the words after the HSA-id. Gives what they tell, or a sentence a fault. */
export function readSystemWords(words: readonly string[]): Result<ReadWords, readonly string[]> {
  const given = parsed(words)
  if (typeof given === 'string') return no([given])
  const faults: string[] = []
  const read = <T>(option: keyof typeof OPTIONS, reading: Reading<T>): T | undefined => {
    const value = given[option]
    if (value === undefined) return undefined
    const result = reading(typeof value === 'string' ? [value] : value)
    if (result.ok) return result.value
    faults.push(`--${option}: ${result.refusal}`)
    return undefined
  }
  const told = {
    name: read('name', oneText),
    vendor: read('vendor', oneText),
    grants: read('grant', grants),
    principals: read('principal', ids),
    providers: read('provider', ids),
    pins: read('pin', pins),
    retrySeconds: read('retry-seconds', retrySeconds),
    validFrom: read('valid-from', oneDay),
    validThrough: read('valid-through', lastDay),
    isPlatform: read('platform', yesOrNo),
  }
  const by = read('by', oneText) ?? null
  return faults.length > 0 ? no(faults) : ok({ told: withoutAbsent(told), by })
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS }).values
  } catch (fault) {
    return (fault as Error).message
  }
}

/** What is absent stays as it is; an undefined in its place would overwrite it. */
const withoutAbsent = (told: object): ToldSystem =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))

const oneText: Reading<string> = ([word = '']) =>
  word.trim() !== '' && word.length <= LONGEST_TEXT ? ok(word.trim()) : no(`tell 1 to ${LONGEST_TEXT} characters.`)

const oneDay: Reading<Day> = ([word = '']) => {
  const day = parseDay(word)
  return day === null ? no(`tell a day as 2026-12-31, not "${word}".`) : ok(day)
}

const lastDay: Reading<Day | null> = (words) => (words[0] === NONE ? ok(null) : oneDay(words))

const yesOrNo: Reading<boolean> = ([word]) =>
  word === 'yes' || word === 'no' ? ok(word === 'yes') : no(`tell yes or no, not "${word}".`)

const retrySeconds: Reading<number> = ([word = '']) =>
  /^\d{1,5}$/.test(word) && Number(word) <= MOST_RETRY_SECONDS
    ? ok(Number(word))
    : no(`tell whole seconds from 0 to ${MOST_RETRY_SECONDS}, not "${word}".`)

/** Several words, or the one word that says that there are none. */
const several =
  <T>(one: (word: string) => T | null, form: string): Reading<ReadonlySet<T>> =>
  (words) => {
    if (words.length === 1 && words[0] === NONE) return ok(new Set())
    const wrong = words.find((word) => one(word) === null)
    return wrong === undefined ? ok(new Set(words.map(one) as T[])) : no(`tell ${form}, or ${NONE}; not "${wrong}".`)
  }

const ids: Reading<ReadonlySet<HsaId>> = several(parseHsaId, 'an HSA-id of at most 32 characters')
const pins: Reading<ReadonlySet<string>> = several(
  parseFingerprint,
  'the SHA-256 fingerprint of a certificate (64 hexadecimal digits: openssl x509 -noout -fingerprint -sha256 -in FILE)',
)

const GRANT_FORM = `ACTS:VERSIONS, as registerFee,annulFee:2,3 or all:3, or ${NONE}. The acts are ${ACTS.join(', ')}; the versions ${VERSIONS.join(', ')}.`

/** Each word grants its acts in its versions; together they are the sum. */
const grants: Reading<CallingSystem['grants']> = (words) => {
  const sum = new Map<Act, Set<number>>()
  if (words.length === 1 && words[0] === NONE) return ok(sum)
  for (const word of words) {
    const granted = oneGrant(word)
    if (granted === null) return no(`tell ${GRANT_FORM} Not "${word}".`)
    for (const act of granted.acts) sum.set(act, new Set([...(sum.get(act) ?? []), ...granted.versions]))
  }
  return ok(sum)
}

function oneGrant(word: string): { readonly acts: readonly Act[]; readonly versions: readonly number[] } | null {
  const [names = '', numbers = '', ...more] = word.split(':')
  const acts = names === 'all' ? ACTS : chosen(names, ACTS)
  const versions = chosen(numbers, VERSIONS)
  return acts === null || versions === null || more.length > 0 ? null : { acts, versions }
}

/** Those that the words name, parted by commas; null when one is none of them. */
function chosen<T extends Act | number>(words: string, all: readonly T[]): readonly T[] | null {
  const found = words.split(',').map((word) => all.find((one) => String(one) === word))
  return found.every((one) => one !== undefined) ? found : null
}
