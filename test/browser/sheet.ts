/** The contact sheet: every picture that was taken, side by side, in one page to look at. */

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PICTURES, pictureOf, SCHEMES, WIDTHS } from './look.ts'

/** Writes .build/screenshots/index.html. Gives the names of the states. */
export function writeContactSheet(): readonly string[] {
  mkdirSync(PICTURES, { recursive: true })
  const states = statesOf(readdirSync(PICTURES))
  writeFileSync(join(PICTURES, 'index.html'), sheet(states))
  return states
}

const PICTURE = /^(.+)-\d+-(?:light|dark)\.jpg$/

const statesOf = (files: readonly string[]): readonly string[] =>
  [...new Set(files.flatMap((file) => PICTURE.exec(file)?.[1] ?? []))].sort()

const sheet = (states: readonly string[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every state of the till</title>
<style>
body { font: 14px/1.4 sans-serif; background: #777; margin: 1rem }
div { display: flex; gap: .5rem; align-items: flex-start; overflow-x: auto }
img { height: 420px; width: auto; background: #fff }
</style>
<h1>${states.length} states</h1>
${states.map(rowOf).join('\n')}
</html>
`

const rowOf = (state: string): string =>
  `<h2 id="${state}">${state}</h2>\n<div>${SCHEMES.flatMap((scheme) => WIDTHS.map((width) => imageOf(pictureOf(state, width, scheme)))).join('')}</div>`

const imageOf = (file: string): string => `<a href="${file}"><img loading="lazy" src="${file}" alt="${file}"></a>`
