/** The key pair that signs the heads: the private key readable by the service's user alone, the public one beside it for whoever verifies. */

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ensureFolder, writeNew } from './durable.ts'

export type SigningKey = {
  /** Names the public key in a seal: the first half of its digest. */
  readonly id: string
  readonly sign: (bytes: Buffer) => Buffer
}

export type PublicKey = { readonly id: string; readonly hasSigned: (bytes: Buffer, signature: Buffer) => boolean }

/** Where the public key lies that belongs to a private one. */
export const publicKeyFile = (keyFile: string): string => `${keyFile}.pub`

/** Takes the private key's file. Makes the pair when there is none. Throws, with what to do, when only the public one is there. */
export async function signingKey(keyFile: string): Promise<SigningKey> {
  const isThere = existsSync(keyFile)
  if (!isThere && existsSync(publicKeyFile(keyFile)))
    throw new Error(
      `${keyFile} is missing, but its public key is there. Restore it, or move the public key away for a new pair.`,
    )
  if (!isThere) await makePair(keyFile)
  const key = createPrivateKey(await readFile(keyFile))
  const publicKey = createPublicKey(key)
  if (!existsSync(publicKeyFile(keyFile))) await writeUnlessThere(publicKeyFile(keyFile), pemOf(publicKey), 0o644)
  return { id: idOf(publicKey), sign: (bytes) => sign(null, bytes, key) }
}

/** Takes a public key's file. Throws, naming it, when it holds none. */
export async function readPublicKey(file: string): Promise<PublicKey> {
  const key = publicKeyIn(await readFile(file), file)
  return { id: idOf(key), hasSigned: (bytes, signature) => verify(null, bytes, key, signature) }
}

function publicKeyIn(bytes: Buffer, file: string): KeyObject {
  try {
    return createPublicKey(bytes)
  } catch (cause) {
    throw new Error(`${file} holds no public key.`, { cause })
  }
}

async function makePair(keyFile: string): Promise<void> {
  await ensureFolder(dirname(keyFile))
  const { privateKey } = generateKeyPairSync('ed25519')
  await writeUnlessThere(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o600)
}

/** Of two services that start at the same time, one makes the pair, and both use it. */
async function writeUnlessThere(path: string, text: string, mode: number): Promise<void> {
  await writeNew(path, text, mode).catch((fault) => {
    if ((fault as { code?: string }).code !== 'EEXIST') throw fault
  })
}

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string

const HEX_OF_ID = 32
const idOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, HEX_OF_ID)
