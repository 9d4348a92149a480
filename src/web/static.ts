/** Styles, font and scripts, read and compressed once at the start, under an address that changes with their content. */

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { basename, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

type Asset = { readonly name: string; readonly type: string; readonly bytes: Buffer; readonly isPacked: boolean }

export type Assets = {
  /** Where an asset is to be had. */
  readonly addressOf: (name: string) => string
  readonly register: (part: FastifyInstance) => void
  /** What each weighs over the wire. */
  readonly weights: ReadonlyMap<string, number>
}

const FOLDER = '/static'
const A_YEAR = 'public, max-age=31536000, immutable'
const packages = createRequire(import.meta.url)

/** The components of the design system that the pages use; their colours and sizes are ours (theme.css). */
const COMPONENTS = ['button', 'input', 'link', 'skip-link']

export function readAssets(): Assets {
  const assets = [styleSheet(), font(), ...scripts()]
  const version = createHash('sha256')
  for (const { name, bytes } of assets) version.update(name).update(bytes)
  const base = `${FOLDER}/${version.digest('base64url').slice(0, 12)}`
  const packed = new Map(assets.map((asset) => [asset.name, packedOf(asset)]))
  return {
    addressOf: (name) => `${base}/${name}`,
    weights: new Map([...packed].map(([name, { bytes }]) => [name, bytes.length])),
    register: (part) => {
      for (const asset of packed.values()) serve(part, `${base}/${asset.name}`, asset)
    },
  }
}

function serve(part: FastifyInstance, address: string, { type, bytes, isPacked }: Asset): void {
  part.get(address, async (_request, reply) => {
    if (isPacked) reply.header('content-encoding', 'br').header('vary', 'accept-encoding')
    return reply.header('cache-control', A_YEAR).header('x-content-type-options', 'nosniff').type(type).send(bytes)
  })
}

/** Every browser that the pages are for takes brotli; on a line without TLS Chromium says so on loopback alone. */
const packedOf = (asset: Asset): Asset =>
  asset.isPacked ? { ...asset, bytes: brotliCompressSync(asset.bytes) } : asset

function styleSheet(): Asset {
  const own = ['theme', 'frame', 'till', 'lists', 'acts'].map((name) =>
    readFileSync(join(import.meta.dirname, 'styles', `${name}.css`)),
  )
  const components = COMPONENTS.map((name) =>
    readFileSync(packages.resolve(`@digdir/designsystemet-css/${name}.css`), 'utf8'),
  )
  const text = ['@layer components, own;', `@layer components{${components.join('')}}`, ...own].join('\n')
  return { name: 'till.css', type: 'text/css; charset=utf-8', bytes: Buffer.from(text), isPacked: true }
}

const font = (): Asset => ({
  name: 'source-sans-3.woff2',
  type: 'font/woff2',
  bytes: readFileSync(
    packages.resolve('@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2'),
  ),
  isPacked: false,
})

/** Types are stripped; modules find each other by their names, since all stand in one folder. */
const scripts = (): Asset[] =>
  globSync('client/*.ts', { cwd: import.meta.dirname })
    .sort()
    .map((file) => ({
      name: basename(file).replace(/\.ts$/, '.js'),
      type: 'text/javascript; charset=utf-8',
      bytes: Buffer.from(scriptOf(readFileSync(join(import.meta.dirname, file), 'utf8'))),
      isPacked: true,
    }))

const scriptOf = (source: string): string =>
  stripped(source)
    .replace(/(from|import) '\.\/(\w+)\.ts'/g, "$1 './$2.js'")
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/^[ \t]*(\/\/.*)?\n/gm, '')

/** Node warns that the function is experimental. The service itself is run by it; its log need not say so at each start. */
function stripped(source: string): string {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}
