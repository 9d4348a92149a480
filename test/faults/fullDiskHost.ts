/** The program that runs on the small disk: `fullDiskHost.ts DISK ROUNDS SEED`. Its last line is the report. */

import { proveFullDisk } from './fullDisk.ts'
import { withEndings } from './scope.ts'

const [disk = '', rounds, seed] = process.argv.slice(2)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const report = await withEndings((t) => proveFullDisk(t, { disk, rounds: Number(rounds), seed: Number(seed) }, say))
say(JSON.stringify(report))
