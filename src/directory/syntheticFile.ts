/** The synthetic care of region Gävleborg as its file (regions/) holds it. */

import { readFileSync } from 'node:fs'

type Named = { readonly id: string; readonly name: string }

export type SyntheticFile = {
  readonly providers: readonly (Named & { readonly inRegister: boolean })[]
  readonly units: readonly (Named & { readonly provider: string })[]
  readonly staff: readonly (Named & {
    readonly roles: readonly string[]
    readonly pin: string
    readonly assignments: readonly AssignmentTold[]
  })[]
  readonly systems: readonly (Named & { readonly providers: readonly string[]; readonly retrySeconds?: number })[]
  readonly people: readonly (Named & {
    readonly note: string
    readonly address?: readonly string[]
    readonly isProtected?: boolean
  })[]
}

type AssignmentTold = {
  readonly id: string
  readonly unit: string
  readonly purpose: string
  readonly from?: string
  readonly through?: string
}

const PLACE = new URL('../../regions/gavleborg-demo.json', import.meta.url)

/** Reads the synthetic care of region Gävleborg. */
export const syntheticCare = (): SyntheticFile => JSON.parse(readFileSync(PLACE, 'utf8')) as SyntheticFile
