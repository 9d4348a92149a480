/** What came of an act, told on the page it leads to: what was saved, and what must be seen to. Kept in the session, so that a reload tells it again. */

import { type Html, html } from '../markup/html.ts'
import type { TillWords } from '../words/till/sv.ts'
import { hidden } from './forms.ts'
import type { Asked } from './page.ts'
import { newToken } from './tokens.ts'

export type Outcome = {
  readonly id: string
  /** Whose page it is told on. */
  readonly reference: string
  readonly text: string
  readonly notices: readonly string[]
  /** What has been registered; null for other acts. */
  readonly feeId: string | null
  /** What has just been registered, and may be undone without a reason until then. */
  readonly undo: { readonly feeId: string; readonly through: number } | null
  readonly link: { readonly address: string; readonly text: string } | null
  /** Which account's version it was. */
  readonly at: number
}

const MEMORY = 'outcome'
const DONE = 'done'
const MOST_DONE = 20

type DoneForm = { readonly token: string; readonly to: string }

/** Keeps the outcome and gives where to go. */
export async function tellOutcome(asked: Asked, outcome: Omit<Outcome, 'id' | 'at'>): Promise<string> {
  const id = newToken().slice(0, 8)
  const to = `/patient/${encodeURIComponent(outcome.reference)}?utfall=${id}`
  await asked.visitor.remember(MEMORY, { ...outcome, id, at: asked.ports.now() })
  const token = asked.posted['token'] ?? ''
  await asked.visitor.remember(DONE, [{ token, to }, ...formsDone(asked)].slice(0, MOST_DONE))
  return to
}

const formsDone = ({ visitor }: Asked): readonly DoneForm[] =>
  (visitor.recall(DONE) as readonly DoneForm[] | null | undefined) ?? []

/** Where the form with this token led the first time; null when it has not been done in this session. */
export const doneBefore = (asked: Asked): string | null =>
  formsDone(asked).find(({ token }) => token !== '' && token === asked.posted['token'])?.to ?? null

/** The outcome that the address asks for, when it is the last one of this session and of this patient. */
export function outcomeFor({ visitor, query, params, ports }: Asked): Outcome | null {
  const kept = visitor.recall(MEMORY) as Outcome | null | undefined
  if (!kept || kept.id !== query['utfall'] || kept.reference !== params['reference']) return null
  return kept.undo !== null && kept.undo.through < ports.now() ? { ...kept, undo: null } : kept
}

type Place = { readonly at: string; readonly csrf: string }

export const outcomeView = (words: TillWords, { text, notices, undo, link }: Outcome, { at, csrf }: Place): Html =>
  html`<div class="notice ${notices.length === 0 ? 'ok' : 'wait'} outcome" role="status" tabindex="-1" data-focus>
<p><strong>${words.acts.saved}.</strong> ${text}</p>
${notices.length > 0 && html`<p>${words.acts.see}:</p><ul>${notices.map((notice) => html`<li>${notice}</li>`)}</ul>`}
${link !== null && html`<p><a href="${link.address}">${link.text}</a></p>`}
${undo !== null && undoForm(words, undo.feeId, { at, csrf })}</div>`

/** The token is of the fee: however often it is undone, it is undone once. */
const undoForm = ({ acts }: TillWords, feeId: string, { at, csrf }: Place): Html =>
  html`<form method="post" action="${at}/avgift/${feeId}/ta-bort" class="undo no-print" data-once>${hidden({ csrf, token: newToken(), confirmed: '1', undo: '1' })}
<button class="ds-button" data-variant="secondary">${acts.annul.undo}</button></form>`
