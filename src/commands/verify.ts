/** `efrikort verify`: reads the whole ledger, beside a running service or without one, and says what was verified or what does not hold. */

import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openDatabase, placeFor } from '../compose.ts'
import type { Config } from '../config.ts'
import { headsFolderOf, headsKeyFile } from '../ledger/heads/places.ts'
import { publicKeyFile } from '../ledger/heads/signingKey.ts'
import type { HeadsFolder } from '../ledger/verify/sealFault.ts'
import { faultSentence, verifiedLines } from '../ledger/verify/sentences.ts'
import { verifyLedger } from '../ledger/verify/verifyLedger.ts'

const USAGE = `usage: efrikort verify [--heads FOLDER]... [--key PUBLIC-KEY-FILE]...

Reads every entry, snapshot and seal. Ends with 0 when all of it holds, with 1 when something does not, which it names.
FOLDER holds seals written out of the database, where they were written or a copy kept elsewhere; PUBLIC-KEY-FILE what they
are signed with. Without them: the folder and the key of this installation.
`

/** Takes the words after \`verify\` and the settings. Gives the exit status: 0 it holds, 1 it does not, 2 it was not told what to read. */
export async function verifyCommand(words: readonly string[], config: Config, say: Say): Promise<number> {
  const told = readWords(words)
  if (told === null) {
    process.stderr.write(USAGE)
    return NOT_TOLD
  }
  const headsFolders = foldersToRead(told, config)
  const missing = headsFolders.flatMap(({ publicKeyFiles }) => publicKeyFiles).find((file) => !existsSync(file))
  if (missing !== undefined) {
    say(`There is no public key ${missing}. Name the one that the seals are signed with: --key PUBLIC-KEY-FILE`)
    return NOT_TOLD
  }
  return verify(config, headsFolders, say)
}

type Say = (line: string) => void
type Told = { readonly heads: readonly string[]; readonly keys: readonly string[] }

const NOT_TOLD = 2

function readWords(words: readonly string[]): Told | null {
  const named = { type: 'string', multiple: true } as const
  try {
    const { values } = parseArgs({ args: [...words], options: { heads: named, key: named } })
    return { heads: values.heads ?? [], keys: values.key ?? [] }
  } catch {
    return null
  }
}

/** One that has never sealed has no folder, an installation no key either: then nothing is compared, and the verdict says so. */
function foldersToRead(
  { heads, keys }: Told,
  { headsFolder, dataFolder, environment }: Config,
): readonly HeadsFolder[] {
  const ownKey = publicKeyFile(headsKeyFile(dataFolder))
  const publicKeyFiles = keys.length > 0 ? keys : [ownKey]
  if (heads.length > 0) return heads.map((folder) => ({ folder, publicKeyFiles }))
  const folder = headsFolderOf(headsFolder, environment)
  const hasSealed = existsSync(folder) || (environment === null && existsSync(ownKey))
  return hasSealed ? [{ folder, publicKeyFiles }] : []
}

async function verify(config: Config, headsFolders: readonly HeadsFolder[], say: Say): Promise<number> {
  const database = await openDatabase(config, say, { mayJoin: true })
  try {
    const verdict = await verifyLedger(placeFor(database, config.environment), { headsFolders, report: say })
    if (verdict.holds) {
      for (const line of verifiedLines(verdict.verified)) console.log(line)
      return 0
    }
    console.log(`The ledger does not hold. ${faultSentence(verdict.fault)}`)
    return 1
  } finally {
    await database.stop()
  }
}
