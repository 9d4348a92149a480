/** What every act on a patient's fees shares: whose it is, the form around it, and how a refusal is told beside the field it is about. */

import type { Refusal, RefusalKind } from '../../../domain/decisions/refusals.ts'
import { html, type Piece } from '../../../markup/html.ts'
import type { Done } from '../../../usecases/done.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import { errorSummary, type FieldFault, hidden } from '../../forms.ts'
import { shownIdentity } from '../../identity.ts'
import { doneBefore, tellOutcome } from '../../outcome.ts'
import type { Answer, Asked } from '../../page.ts'
import { patientAsked, refusedForPatient } from '../../patientAsked.ts'
import { sameToken } from '../../tokens.ts'

export type OnPatient = {
  readonly asked: Asked
  readonly person: string
  readonly at: string
  readonly view: PatientView
}

/** Reads the patient and lets the act answer. */
export async function onPatient(asked: Asked, act: (on: OnPatient) => Promise<Answer>): Promise<Answer> {
  const read = await patientAsked(asked)
  if (read === null) return { kind: 'missing' }
  if (!read.view.ok) return refusedForPatient(asked, read.view.refusal)
  return act({ asked, person: read.person, at: read.at, view: read.view.value })
}

export type Step = {
  readonly title: string
  readonly faults?: readonly FieldFault[]
  /** Where its form is sent; absent: to the page itself. */
  readonly action?: string
  /** Hidden values, beside the session's and the form's own. */
  readonly keep?: Readonly<Record<string, string>>
  /** Before the form: text, consequences. */
  readonly before?: Piece
  readonly fields?: Piece
  readonly button: string
  /** True when one may go back to what was typed. */
  readonly isLast?: true
}

/** One step of an act: what is told, the fields, one button. */
export function step(on: OnWhom, { faults = [], title, before, ...told }: Step): Answer {
  const { words, visitor, posted } = on.asked
  const keep = { csrf: visitor.csrf, token: sameToken(posted), ...told.keep }
  const form = html`<form method="post" action="${told.action ?? ''}" class="${told.fields ? 'card stack' : 'stack'}" data-once novalidate>${hidden(keep)}${told.fields}
<div class="acts"><button class="ds-button">${told.button}</button>${told.isLast && html`<button class="ds-button" data-variant="secondary" name="again" value="1">${words.acts.preview.change}</button>`}</div></form>`
  return sheet(on, { title, faults, content: [before, form] })
}

/** Whose page it is, also where the patient cannot be read: one who has left, or must be asked first. */
export type OnWhom = Pick<OnPatient, 'asked' | 'at'> & { readonly view: Pick<PatientView, 'person' | 'registered'> }

type Sheet = {
  readonly title: string
  readonly faults?: readonly FieldFault[]
  readonly content: Piece
  /** True where tables need the whole width. */
  readonly isWide?: true
}

/** What stands around every act on a patient: the way back, the title, whose it is, and what must be put right. */
export function sheet({ asked: { words }, at, view }: OnWhom, { title, faults = [], content, isWide }: Sheet): Answer {
  const body = html`<div class="${isWide ? 'stack' : 'narrow stack'}">
<p class="no-print"><a class="ds-link" href="${at}">${words.frame.backToPatient}</a></p>
<h1>${title}</h1>
<p class="muted">${patientLine(view)}</p>
${errorSummary(words, faults)}
${content}</div>`
  return { kind: 'page', title, body, status: faults.length === 0 ? 200 : 422 }
}

const patientLine = ({ person, registered }: OnWhom['view']): string =>
  registered === null ? shownIdentity(person) : `${shownIdentity(person)} ${registered.name}`

/** Which field a refusal is about, where it is about one. */
const FIELD_OF: Partial<Readonly<Record<RefusalKind, string>>> = {
  AmountNotPositive: 'amount',
  AmountTooLarge: 'amount',
  VisitInTheFuture: 'visit',
  VisitTooLongAgo: 'visit',
  NoCeilingKnown: 'visit',
  ReasonMissing: 'reason',
  FeeIsThePersons: 'person',
}

/** Null where a refusal is not of one of the fields told. */
export function faultOf({ words }: Asked, refusal: Refusal, fields: readonly string[]): FieldFault | null {
  const field = FIELD_OF[refusal.kind]
  return field !== undefined && fields.includes(field) ? { field, text: words.refusal(refusal) } : null
}

/** A refusal of no field. A form that has been sent before with other content has been saved: that is what is told. */
export function refusedAct({ asked, at }: Pick<OnPatient, 'asked' | 'at'>, refusal: Refusal): Answer {
  const { words } = asked
  if (refusal.kind !== 'KeyReused') return { kind: 'refusal', refusal, back: at }
  const body = html`<div class="narrow stack"><h1>${words.acts.saved}</h1><div class="notice"><p>${words.acts.already}</p></div>
<p><a class="ds-link" href="${at}">${words.frame.backToPatient}</a></p></div>`
  return { kind: 'page', title: words.acts.saved, body }
}

const UNDO_MS = 60_000

type Told = { readonly text: string; readonly isUndoable?: true; readonly link?: { address: string; text: string } }

/** Back to the patient's page, where it is told what was done. */
export async function done(
  { asked }: Pick<OnPatient, 'asked'>,
  { notices, feeId }: Pick<Done, 'notices'> & Partial<Pick<Done, 'feeId'>>,
  told: Told,
): Promise<Answer> {
  const { words, ports, params } = asked
  const undo = told.isUndoable && feeId != null ? { feeId, through: ports.now() + UNDO_MS } : null
  const to = await tellOutcome(asked, {
    reference: params['reference'] ?? '',
    text: told.text,
    notices: notices.map((notice) => words.notice(notice)),
    feeId: told.isUndoable ? (feeId ?? null) : null,
    undo,
    link: told.link ?? null,
  })
  return { kind: 'redirect', to }
}

/** What has been looked at is now to be done. */
export const isConfirmed = ({ posted }: Asked): boolean => posted['confirmed'] === '1'

/** From the step that shows what it comes to, one goes back to change what was typed. */
export const isChanging = ({ posted }: Asked): boolean => posted['again'] === '1'

/** A form that was sent again, after the fee that it is about had gone: leads to what it came to. */
export function replayed(asked: Asked): Answer {
  const to = doneBefore(asked)
  return to === null ? { kind: 'missing' } : { kind: 'redirect', to }
}
