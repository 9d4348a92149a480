/** How the patient's page looks: state and sum first, beside it what to charge, then the window, the fees, and other acts aside. */

import type { StaffAct } from '../../../domain/decisions/staff.ts'
import type { Day } from '../../../domain/kernel/day.ts'
import { type Html, html } from '../../../markup/html.ts'
import { seenOf } from '../../../usecases/changesPort.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { type Outcome, outcomeView } from '../../outcome.ts'
import { searchBar } from '../search/view.ts'
import { dueCard } from './due.ts'
import { type FeeTableModel, feeTables } from './feeTable.ts'
import { stateCard } from './state.ts'
import { timeline } from './timeline.ts'
import { whoIsIt } from './who.ts'

export type PatientModel = {
  readonly at: string
  readonly view: PatientView
  readonly csrf: string
  readonly token: string
  readonly today: Day
  readonly unit: string
  readonly provider: string
  readonly nameOf: FeeTableModel['nameOf']
  readonly outcome: Outcome | null
  readonly hasPage: (address: string) => boolean
  readonly may: (act: StaffAct) => boolean
}

export function patientView(words: TillWords, model: PatientModel): Html {
  const { at, view, csrf, outcome } = model
  return html`<div class="stack patient" data-changes="${at}/changes" data-at="${at}" data-seen="${seenOf(view.account)}">
${searchBar(words, csrf)}
${outcome !== null && outcomeView(words, outcome, { at, csrf })}
<div class="changed notice wait" hidden data-changed><p>${words.patient.changed} <a href="${at}">${words.patient.reload}</a></p></div>
<div data-live="who">${whoIsIt(words, view)}</div>
<div class="glances"><div data-live="state">${stateCard(words, view)}</div>
<div data-live="timeline">${view.statement !== null && timeline(words, view.statement)}</div>
<div data-live="due">${dueCard(words, { ...model, mayRegister: model.may('registerFee') })}</div></div>
<div class="below"><div data-live="fees">${feeTables(words, { view, at, nameOf: model.nameOf, mayCorrect: model.may('correctFee'), mayMove: model.may('moveFee'), receiptsOf: model.may('printStatement') ? model.provider : null })}</div>
${moreActs(words, model)}</div>
</div>`
}

type More = { readonly address: string; readonly text: string; readonly act: StaffAct }

function moreActs({ more }: TillWords, { at, may, hasPage }: PatientModel): Html | null {
  const acts: readonly More[] = [
    { address: 'utdrag', text: more.statement, act: 'printStatement' },
    { address: 'tidigare', text: more.earlierCards, act: 'readCards' },
    { address: 'frikort', text: more.registerCard, act: 'registerCard' },
    { address: 'grupp', text: more.group, act: 'groupPerson' },
    { address: 'samtycke', text: more.consent, act: 'setReadConsent' },
    { address: 'kort', text: more.orderCard, act: 'orderCard' },
  ]
  const allowed = acts.filter(({ act, address }) => may(act) && hasPage(`/patient/:reference/${address}`))
  return allowed.length === 0
    ? null
    : html`<nav class="card more no-print" aria-labelledby="more-heading"><h2 id="more-heading">${more.heading}</h2>
<ul>${allowed.map(({ address, text }) => html`<li><a href="${at}/${address}">${text}</a></li>`)}</ul></nav>`
}
