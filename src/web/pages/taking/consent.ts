/** Inträde och samtycke (domain.md S1, S2, S4): whether the patient takes part, and who may read. Also of one who has left, or must be asked first. */

import type { Refusal } from '../../../domain/decisions/refusals.ts'
import { swedishDay } from '../../../domain/kernel/moment.ts'
import type { PersonId } from '../../../domain/kernel/personId.ts'
import type { PrincipalSettings } from '../../../domain/law/principal.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import { optIn, setReadConsent } from '../../../usecases/takePart.ts'
import { hidden } from '../../forms.ts'
import { readIdentity } from '../../identity.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { patientAsked } from '../../patientAsked.ts'
import { actingOn } from '../../requests.ts'
import { mayDo } from '../../rights.ts'
import { newToken, tokenIn } from '../../tokens.ts'
import { done, type OnWhom, refusedAct, sheet } from '../fee/frame.ts'

export const consent: Page = {
  method: 'GET',
  address: '/patient/:reference/samtycke',
  act: 'setReadConsent',
  answer: (asked) => onAnybody(asked, async (on) => consentPage(on)),
}

export const entered: Page = {
  method: 'POST',
  address: '/patient/:reference/samtycke/intrade',
  act: 'optIn',
  answer: (asked) => onAnybody(asked, enter),
}

export const readConsentSaid: Page = {
  method: 'POST',
  address: '/patient/:reference/samtycke/lasning',
  act: 'setReadConsent',
  answer: (asked) => onAnybody(asked, sayReadConsent),
}

type Standing = 'in' | 'required' | 'left'

type OnAnybody = OnWhom & {
  readonly person: string
  readonly standing: Standing
  /** Null of one who is not in: there is nothing that may be read. */
  readonly read: PatientView | null
}

const STANDINGS = { OptInRequired: 'required', OptedOut: 'left' } as const

/** Whoever the reference leads to; every other refusal is told as anywhere. */
async function onAnybody(asked: Asked, act: (on: OnAnybody) => Promise<Answer>): Promise<Answer> {
  const known = await patientAsked(asked)
  if (known === null) return { kind: 'missing' }
  const { person, at, view } = known
  if (view.ok) return act({ asked, at, person, standing: 'in', read: view.value, view: view.value })
  const identity = readIdentity(asked, person)
  const standing = standingIn(view.refusal)
  if (standing === null || identity === null) return refusedAct({ asked, at }, view.refusal)
  return act({ asked, at, person, standing, read: null, view: whom(asked, identity) })
}

const standingIn = ({ kind }: Refusal): Standing | null => STANDINGS[kind as keyof typeof STANDINGS] ?? null

const whom = ({ ports }: Asked, person: PersonId): OnWhom['view'] => ({
  person,
  registered: ports.population.find(person),
})

async function enter(on: OnAnybody): Promise<Answer> {
  const { asked, person } = on
  const outcome = await optIn(asked.ports, actingOn(asked, person, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedAct(on, outcome.refusal)
  return done(on, outcome.value, { text: asked.words.taking.enter.done })
}

async function sayReadConsent(on: OnAnybody): Promise<Answer> {
  const { asked, person } = on
  const { read } = asked.words.taking
  const isGiven = asked.posted['consent'] === '1'
  const request = { ...actingOn(asked, person, tokenIn(asked.posted)), consent: isGiven }
  const outcome = await setReadConsent(asked.ports, request)
  if (!outcome.ok) return refusedAct(on, outcome.refusal)
  return done(on, outcome.value, { text: isGiven ? read.given : read.withdrawn })
}

const consentPage = (on: OnAnybody): Answer =>
  sheet(on, {
    title: on.asked.words.taking.title,
    content: html`${service(on)}${on.read !== null && reading(on, on.read)}`,
  })

function service(on: OnAnybody): Html {
  const { asked, standing } = on
  const { taking } = asked.words
  const told = { in: taking.isIn, required: taking.required, left: taking.left }[standing]
  return html`<section class="card stack"><h2>${taking.service}</h2><p>${told}</p>
${standing === 'in' ? leaving(on) : entering(on, standing)}</section>`
}

function entering({ asked, at }: OnAnybody, standing: 'required' | 'left'): Html {
  const { enter } = asked.words.taking
  const then = standing === 'required' ? enter.follows : comingBack(asked)
  const button = standing === 'required' ? enter.confirm : enter.confirmAgain
  return html`<p>${then}</p>${form(asked, { action: `${at}/samtycke/intrade`, button })}`
}

function comingBack(asked: Asked): string {
  const { enter } = asked.words.taking
  const rules = participationRules(asked)
  return rules?.optOut === 'erase' ? enter.againErased(rules.eraseAfterDays) : enter.againHidden
}

/** How one leaves the principal of the visitor. */
export const participationRules = ({ ports, visitor }: Asked): PrincipalSettings | null =>
  ports.settings.known().principal(visitor.staff.assignment.principal, swedishDay(ports.now()))

/** Who may not register it is told whom to ask. */
function leaving({ asked, at }: OnAnybody): Html {
  const { ports, visitor, words } = asked
  const { leave } = words.taking
  if (mayDo(ports, visitor, 'optOut'))
    return html`<p><a class="ds-link" href="${at}/samtycke/uttrade">${leave.link}</a></p>`
  const support = ports.directory.practiceOf(visitor.staff.assignment.principal)?.support ?? null
  return html`<p class="muted">${leave.bySupport}${support !== null && ` ${words.frame.support(support.name, support.phone, support.hours)}`}</p>`
}

function reading({ asked, at }: OnAnybody, { readConsent, isProtected }: PatientView): Html {
  const { read } = asked.words.taking
  const provider = asked.visitor.staff.assignment.providerName
  return html`<section class="card stack"><h2>${read.heading}</h2>
<p>${readConsent ? read.isGiven(provider) : read.isNot(provider)}</p>
${isProtected && html`<p>${read.isProtected}</p>`}
${form(asked, { action: `${at}/samtycke/lasning`, button: readConsent ? read.withdraw : read.give, consent: readConsent ? '0' : '1' })}</section>`
}

type Form = { readonly action: string; readonly button: string; readonly consent?: string }

const form = ({ visitor }: Asked, { action, button, consent }: Form): Html =>
  html`<form method="post" action="${action}" data-once>${hidden({ csrf: visitor.csrf, token: newToken(), ...(consent === undefined ? {} : { consent }) })}
<button class="ds-button"${consent === '0' && html` data-variant="secondary"`}>${button}</button></form>`
