/** Until when certificates and lists of revoked ones may be used, and what is said of those that soon may not. It names no person. */

import { addDays, formatDay } from '../domain/kernel/day.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, momentOf, swedishDay } from '../domain/kernel/moment.ts'
import { type Credentials, nameOf } from './credentials.ts'
import { subjectName } from './revocationList.ts'

/** `own`: the service's certificate; `issuer`: of TLS_CA; `list`: of TLS_CRL; `client`: with which a system on record has called. */
export type Expiry = {
  readonly what: 'own' | 'issuer' | 'list' | 'client'
  /** The issuer's own name, or the system's HSA-id. */
  readonly name: string
  readonly notAfter: Moment
  /** From when it is told. */
  readonly tellFrom: Moment
}

const MS_PER_DAY = 86_400_000
const MONTH = 30

const later = (moment: Moment, ms: number): Moment => momentOf(moment + ms)

/** Told from thirty days before. */
export const expiryOf = (what: Expiry['what'], name: string, notAfter: Moment): Expiry => ({
  what,
  name,
  notAfter,
  tellFrom: later(notAfter, -MONTH * MS_PER_DAY),
})

/** Those of our own files. */
export const ownExpiries = ({ own, issuers, revocations }: Credentials): Expiry[] => [
  expiryOf('own', nameOf(own), endOf(own)),
  ...issuers.map((issuer) => expiryOf('issuer', nameOf(issuer), endOf(issuer))),
  ...revocations.flatMap(({ issuer: name, issuedAt, nextAt }) => {
    const issuer = issuers.find((one) => subjectName(one).equals(name))
    return nextAt === null
      ? []
      : [listExpiry(issuer === undefined ? 'another issuer' : nameOf(issuer), issuedAt, nextAt)]
  }),
]

/** Lists live for hours or days and are replaced well before: told from a day before, or half of its life when that is shorter. */
const listExpiry = (name: string, issuedAt: Moment, nextAt: Moment): Expiry => ({
  what: 'list',
  name,
  notAfter: nextAt,
  tellFrom: later(nextAt, -Math.min(MS_PER_DAY, (nextAt - issuedAt) / 2)),
})

export const endOf = ({ validToDate }: Credentials['own']): Moment => momentOf(validToDate.getTime())

/** What is to be said at a moment, a sentence each. */
export const warningsAt = (expiries: readonly Expiry[], now: Moment): string[] =>
  expiries.filter(({ tellFrom }) => tellFrom <= now).map((expiry) => sentenceOf(expiry, now))

function sentenceOf({ what, name, notAfter }: Expiry, now: Moment): string {
  const verb = notAfter < now ? 'expired' : 'expires'
  const when = `${verb} on ${formatDay(swedishDay(notAfter))}`
  switch (what) {
    case 'own':
      return `the service's own certificate (${name}) ${when}: replace the files of TLS_CERT and TLS_KEY`
    case 'issuer':
      return `the trusted issuer ${name} ${when}: add its successor to the files of TLS_CA`
    case 'list':
      return `the list of revoked certificates of ${name} ${when}: nobody whom it has issued is let in after that; replace the file of TLS_CRL`
    case 'client':
      return `the certificate with which ${name} calls ${when}: its vendor must renew it`
  }
}

/** Says each warning once a day, however often it is asked. */
export function dailyWarnings(tell: (line: string) => void): (expiries: readonly Expiry[], now: Moment) => void {
  let told = new Set<string>()
  let through = Number.NEGATIVE_INFINITY
  return (expiries, now) => {
    const today = swedishDay(now)
    if (today > through) told = new Set()
    through = today
    for (const warning of warningsAt(expiries, now)) if (!told.has(warning)) tell(warning)
    told = told.union(new Set(warningsAt(expiries, now)))
  }
}

/** Kept for a week after it was last seen: one that has been renewed is told of no more. */
const KEPT_DAYS = 7
const MOST_KEPT = 1_000

export type SeenCertificate = { readonly system: HsaId; readonly fingerprint: string; readonly notAfter: Moment }

/** Remembers with which certificates systems have come, as many as fit. */
export function seenCertificates() {
  const seen = new Map<string, SeenCertificate & { readonly at: Moment }>()
  return {
    see: (certificate: SeenCertificate, at: Moment): void => {
      seen.delete(certificate.fingerprint)
      seen.set(certificate.fingerprint, { ...certificate, at })
      const [oldest] = seen.keys()
      if (seen.size > MOST_KEPT && oldest !== undefined) seen.delete(oldest)
    },
    /** Those seen within a week. */
    list: (now: Moment): SeenCertificate[] => {
      const first = addDays(swedishDay(now), -KEPT_DAYS)
      return [...seen.values()].filter(({ at }) => swedishDay(at) >= first)
    },
  }
}
