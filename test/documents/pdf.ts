/** Reads a PDF by Poppler's tools, which know nothing of how it was made. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const POPPLER = process.env['EFRIKORT_TEST_POPPLER_BIN']
export const WITHOUT_POPPLER = POPPLER === undefined ? 'no pdftotext (EFRIKORT_TEST_POPPLER_BIN is not set)' : false

/** The text in the order in which a reading voice meets it, every space a plain one. */
export const textOf = (pdf: Uint8Array): string => linesOf(pdf).join(' ')

export const linesOf = (pdf: Uint8Array): string[] =>
  read(pdf, 'pdftotext', ['-raw', '-enc', 'UTF-8', '-eol', 'unix'], ['-'])
    .replaceAll('\u00a0', ' ')
    .split(/[\n\f]/)
    .filter((line) => line !== '')

/** Pages, each as its lines. */
export const pagesOf = (pdf: Uint8Array): string[][] =>
  read(pdf, 'pdftotext', ['-raw', '-enc', 'UTF-8', '-eol', 'unix'], ['-'])
    .replaceAll('\u00a0', ' ')
    .split('\f')
    .map((page) => page.split('\n').filter((line) => line !== ''))
    .filter((page) => page.length > 0)

/** What the file says of itself: title, author, whether it is tagged. */
export const saidOf = (pdf: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(
    read(pdf, 'pdfinfo', ['-enc', 'UTF-8'], [])
      .split('\n')
      .map((line) => /^([^:]+):\s*(.*)$/.exec(line)?.slice(1) ?? ['', '']),
  )

/** The tags, in order, each as often as it stands. */
export const tagsOf = (pdf: Uint8Array): string[] =>
  [...read(pdf, 'pdfinfo', ['-struct'], []).matchAll(/^ *([A-Z][A-Za-z0-9]*)\b/gm)].map(([, tag = '']) => tag)

function read(pdf: Uint8Array, tool: string, before: readonly string[], after: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-pdf-'))
  try {
    const file = join(folder, 'document.pdf')
    writeFileSync(file, pdf)
    const { status, stdout } = spawnSync(join(POPPLER ?? '', tool), [...before, file, ...after], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${tool} ended with ${status}`)
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}
