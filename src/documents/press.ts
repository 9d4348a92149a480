/**
 * Sets documents by typst, synchronously: a template and data in, a PDF out that is tagged and holds to PDF/UA-1, or none. It runs in
 * a thread of its own (worker.ts). Data is never part of the source; the compiler reads no file outside the folder of the templates.
 */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type CompileDocArgs, NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { invariant } from '../domain/kernel/invariant.ts'
import { coverageOf } from './coverage.ts'
import { type Legible, legibleBy } from './legible.ts'

/** Takes a template's file name and its data. Throws when it does not become an accessible document. */
export type Press = (template: string, data: unknown) => Uint8Array

const FONTS = ['source-sans/OTF/SourceSans3-Regular.otf', 'source-sans/OTF/SourceSans3-Semibold.otf']
const STANDARD = 'ua-1'
/** What is remembered from one document to the next outlives so many documents that did not need it. */
const REMEMBERED_DOCUMENTS = 2

/** Takes the folder of the templates. */
export function press(templates: string): Press {
  const { resolve } = createRequire(import.meta.url)
  const fontBlobs = FONTS.map((font) => readFileSync(resolve(font)))
  const legible = legibleBy(shownByAll(fontBlobs))
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs }] })
  return (template, data) => {
    try {
      const document = compiled(compiler, {
        mainFilePath: join(templates, template),
        inputs: { data: textOf(data, legible) },
      })
      return new Uint8Array(compiler.pdf(document, { pdfStandard: STANDARD }))
    } catch (fault) {
      throw new Error(`${template} became no document: ${withoutText(String(fault))}`)
    } finally {
      compiler.evictCache(REMEMBERED_DOCUMENTS)
    }
  }
}

/** A warning is a fault too: a font that is not found gives a page without letters. */
function compiled(compiler: NodeCompiler, source: CompileDocArgs): NodeTypstDocument {
  const outcome = compiler.compile(source)
  const complaints = outcome.takeWarnings() ?? outcome.takeError()
  if (complaints !== null) throw new Error(JSON.stringify(compiler.fetchDiagnostics(complaints)))
  invariant(outcome.result !== null, 'a document, or a complaint')
  return outcome.result
}

function shownByAll(fonts: readonly Uint8Array[]): ReadonlySet<number> {
  const [first, ...rest] = fonts.map(coverageOf)
  return rest.reduce((covered, one) => covered.intersection(one), new Set(first))
}

const textOf = (data: unknown, legible: Legible): string =>
  JSON.stringify(data, (_key, value: unknown) => (typeof value === 'string' ? legible(value) : value))

/** The compiler quotes the document in its complaints; a fault carries none of it, since it may reach a log. */
const withoutText = (complaint: string): string =>
  [...complaint.matchAll(/"?message"?: ?"((?:[^"\\]|\\.)*)"/g)]
    .map(([, message = '']) => message.replace(/[`"].*[`"]/s, '\u2026'))
    .join('; ') || 'the compiler says nothing that may be told'
