/** The synthetic providers, units, staff, calling systems and people of the demo (regions/), as a directory in memory. */

import { ACTS, type CallingSystem } from '../domain/decisions/access.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { Directory, NamedProvider, Practice } from '../usecases/ports.ts'
import type { SyntheticFile } from './syntheticFile.ts'
import { syntheticStaff } from './syntheticStaff.ts'

const EVERY_VERSION = new Set([1, 2, 3])
const ALWAYS = Number.NEGATIVE_INFINITY as Day

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
