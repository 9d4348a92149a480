/** What surrounds every page: who is logged in and where, the menu, a way past it, and whom to call. */

import type { Visitor } from '../auth/visitor.ts'
import { type Html, html } from '../markup/html.ts'
import type { Practice } from '../usecases/ports.ts'
import type { TillWords } from '../words/till/sv.ts'
import { keptFormView } from './keptForm.ts'

export type MenuItem = {
  readonly address: string
  readonly words: keyof TillWords['menu']
  /** A number beside it; null for none. */
  readonly tally: number | null
}

export type Frame = {
  readonly words: TillWords
  /** Null where nobody is known to be logged in. */
  readonly visitor: Visitor | null
  readonly menu: readonly MenuItem[]
  /** The address of the page itself. */
  readonly at: string
  readonly support: Practice['support'] | null
  readonly assetAt: (name: string) => string
}

/** Takes the title in full and what stands inside main. */
export const document = (frame: Frame, title: string, body: Html): Html => html`<!doctype html>
<html lang="${frame.words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="preload" href="${frame.assetAt('source-sans-3.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${frame.assetAt('till.css')}">
<script type="module" src="${frame.assetAt('page.js')}"></script>
</head>
<body>
<a class="ds-skip-link" href="#main">${frame.words.frame.skip}</a>
${header(frame)}
<main id="main" tabindex="-1" data-till ${scriptWords(frame.words)}>${frame.visitor !== null && keptFormView(frame.words, frame.visitor, frame.at)}${body}</main>
<p class="unseen" role="status" data-announce></p>
${footer(frame)}
</body>
</html>`

const scriptWords = ({ script, patient }: TillWords): Html =>
  html`data-lost="${script.lost}" data-again="${script.again}" data-safe="${script.safe}" data-updated="${patient.updated}"`

const header = (frame: Frame): Html => html`<header class="top">
<div class="top-inner">
<a class="product" href="/">${frame.words.product}</a>
${frame.menu.length > 0 && html`<nav class="menu" aria-label="${frame.words.menu.label}"><ul>${frame.menu.map((item) => menuItem(frame, item))}</ul></nav>`}
${frame.visitor !== null && who(frame, frame.visitor)}
</div>
</header>`

const menuItem = ({ words, at }: Frame, item: MenuItem): Html =>
  html`<li><a href="${item.address}"${item.address === at.split('?')[0] && html` aria-current="page"`}>${words.menu[item.words]}${item.tally !== null && item.tally > 0 && html` <span class="tally">${item.tally}</span>`}</a></li>`

const who = ({ words, at }: Frame, { staff, csrf, assignments }: Visitor): Html => html`<div class="who">
<p class="who-name"><span class="unseen">${words.frame.who}: </span>${staff.name}</p>
<p class="who-where">${staff.assignment.unitName} · ${staff.assignment.purpose}</p>
<ul class="who-acts">
${assignments.length > 1 && html`<li><a href="/uppdrag">${words.frame.switch}</a></li>`}
<li><form method="post" action="/sprak"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="till" value="${at}"><button name="sprak" value="${words.frame.otherLanguageCode}" lang="${words.frame.otherLanguageCode}">${words.frame.otherLanguage}</button></form></li>
<li><form method="post" action="/logga-ut"><input type="hidden" name="csrf" value="${csrf}"><button>${words.frame.leave}</button></form></li>
</ul>
</div>`

/** The keys are a script's to offer, and to be turned off by who speaks or moves so that they get in the way. */
const footer = ({ words: { frame }, support }: Frame): Html => html`<footer class="foot"><div class="foot-inner">
${support !== null && html`<p>${frame.support(support.name, support.phone, support.hours)}</p>`}
<button type="button" class="plain" hidden data-keys data-turn-off="${frame.keysOff}" data-turn-on="${frame.keysOn}"></button>
</div></footer>`
