/** The synthetic providers, units, staff, calling systems and people of the demo (regions/), as a directory in memory. */

import { readFileSync } from 'node:fs'
import { ACTS, type CallingSystem } from '../domain/decisions/access.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { Directory, NamedProvider, Practice } from '../usecases/ports.ts'
import { syntheticStaff } from './syntheticStaff.ts'

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
const EVERY_VERSION = new Set([1, 2, 3])
const ALWAYS = Number.NEGATIVE_INFINITY as Day

/** Reads the synthetic care of region Gävleborg. */
export const syntheticCare = (): SyntheticFile => JSON.parse(readFileSync(PLACE, 'utf8')) as SyntheticFile

const WEB = 'SE2321000198-EFRIKORT'

type OwnRegion = { readonly settings: { readonly id: HsaId }; readonly practice: Practice }

/** Takes a region and synthetic care under it. Every system is granted every act for its principal, and for the providers it names. */
export function syntheticDirectory({ settings: { id: own }, practice }: OwnRegion, care: SyntheticFile): Directory {
  const principals = new Set([own])
  const register = new Set(care.providers.filter((provider) => provider.inRegister).map((provider) => hsa(provider.id)))
  const known = new Map([...care.providers, ...care.units].map(({ id }) => [hsa(id), hsa(id)]))
  const names = new Map([...care.providers, ...care.units].map(({ id, name }) => [hsa(id), name]))
  const systems = new Map(care.systems.map((system) => [hsa(system.id), systemOf(system, principals)]))
  return {
    system: (id) => systems.get(id) ?? null,
    registerOf: (principal) => (principal === own ? register : new Set()),
    caregiver: (text) => {
      const parsed = parseHsaId(text)
      const id = parsed === null ? undefined : known.get(parsed)
      return { id: id ?? null, text: id ?? text }
    },
    nameOf: (id) => names.get(id) ?? null,
    providers: () => providersOf(care),
    staff: syntheticStaff(own, care),
    practiceOf: (principal) => (principal === own ? practice : null),
    web: hsa(WEB),
  }
}

const providersOf = ({ providers, units }: SyntheticFile): NamedProvider[] =>
  providers
    .map(({ id, name }) => ({
      ...named(id, name),
      units: units.filter(({ provider }) => provider === id).map((unit) => named(unit.id, unit.name)),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'sv'))

const named = (id: string, name: string) => ({ id: hsa(id), name })

const systemOf = (
  { id, name, providers, retrySeconds = 0 }: SyntheticFile['systems'][number],
  principals: ReadonlySet<HsaId>,
): CallingSystem => ({
  id: hsa(id),
  name,
  vendor: 'E-frikort',
  grants: new Map(ACTS.map((act) => [act, EVERY_VERSION])),
  principals,
  providers: new Set(providers.map(hsa)),
  retrySeconds,
  pins: new Set(),
  validFrom: ALWAYS,
  validThrough: null,
  isPlatform: false,
})

function hsa(text: string): HsaId {
  const id = parseHsaId(text)
  invariant(id !== null, `an HSA-id where the directory's file says "${text}"`)
  return id
}
