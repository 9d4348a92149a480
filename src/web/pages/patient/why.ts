/** Varför? The reasons as sentences, with the time line that shows the same. */

import { type Html, html } from '../../../markup/html.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { TillWords } from '../../../words/till/sv.ts'

export const why = (words: TillWords, { reasons }: PatientView): Html | null =>
  reasons.length === 0
    ? null
    : html`<details class="why"><summary>${words.state.why}</summary>
<ol>${words.reasons(reasons).map(({ text }) => html`<li>${text}</li>`)}</ol></details>`
