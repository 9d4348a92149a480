/** The web application on both lines of the service: with an identity provider on the plain one, with employees' certificates on the other. */

import type { FastifyInstance } from 'fastify'
import { openAuth } from './auth/auth.ts'
import { CLAIM_NAMES, type ClaimNames } from './auth/claims.ts'
import { type IdentityProvider, identityProvider } from './auth/identityProvider.ts'
import { type LocalProvider, startLocalProvider } from './auth/localProvider/localProvider.ts'
import { LOGIN_PATIENCE_MS } from './auth/loginByProvider.ts'
import { sessionStore } from './auth/sessionStore.ts'
import { goneAt } from './auth/sessions.ts'
import type { Auth } from './auth/visitor.ts'
import { isThisMachine, type WebSettings } from './auth/webSettings.ts'
import type { Composed } from './compose.ts'
import type { Config } from './config.ts'
import { demoHolders } from './demoHolders.ts'
import { momentOf } from './domain/kernel/moment.ts'
import type { WebDoor } from './http/app.ts'
import type { Job } from './jobs.ts'
import type { HolderOf } from './tlsLine.ts'
import type { Ports } from './usecases/ports.ts'
import { webDoor } from './web/door.ts'
import { handoverDoor } from './web/handoverDoor.ts'
import { PAGES } from './web/pages/pages.ts'

export type WebLines = {
  readonly plain: WebDoor
  readonly secure: (holderOf: HolderOf) => WebDoor
  /** To be called when the plain line listens: from then on one can log in there. Tells whether the demo plays the cards. */
  readonly open: (ownAddress: string) => Promise<boolean>
  readonly jobs: readonly Job[]
  readonly close: () => Promise<void>
}

/** Serves the installation's own environment. */
export function webLines({ ports, portsOfRecord, pool }: Composed, config: Pick<Config, 'web' | 'tls'>): WebLines {
  const { web } = config
  const store = sessionStore(pool)
  const common = { ports, store, limits: web.limits }
  let ownAddress = ''
  let provider: IdentityProvider | null = null
  let local: LocalProvider | null = null
  const plainAddress = () => web.address ?? ownAddress
  const plainAuth = openAuth({
    ...common,
    wayIn: { kind: 'provider', provider: () => provider, names: web.provider === null ? CLAIM_NAMES : web.names },
    address: plainAddress,
    isOwnAddress: web.address === null,
    isHttps: web.address?.startsWith('https:') ?? false,
  })
  return {
    plain: async (part, { callerOf }) => {
      await open(part, ports, plainAuth)
      handoverDoor(part, { ports, callerOf, address: plainAddress })
    },
    secure: (holderOf) => {
      const wayIn = { kind: 'certificate', holderOf } as const
      const address = ({ host }: { readonly host: string }) => `https://${host}`
      const auth = openAuth({ ...common, wayIn, address, isOwnAddress: false, isHttps: true })
      return async (part, { callerOf }) => {
        await open(part, ports, auth)
        // A system's clerks come by the address that is told, whichever line the system calls on.
        handoverDoor(part, { ports: portsOfRecord, callerOf, address: (request) => web.address ?? address(request) })
      }
    },
    open: async (address) => {
      ownAddress = address
      if (web.provider === null) local = await startDemo(config, address)
      const settings = web.provider === null ? local?.settings : { ...web.provider, claims: claimsAsked(web.names) }
      provider = settings === undefined ? null : identityProvider(settings)
      return local !== null
    },
    jobs: [{ name: 'forget sessions that have ended', everyMs: MINUTE_MS, run: () => forget(common), atStop: false }],
    close: async () => local?.close(),
  }
}

const MINUTE_MS = 60_000

/** Everything that stands behind login on one line. */
const open = (part: FastifyInstance, ports: Ports, auth: Auth): Promise<void> =>
  webDoor(part, {
    ports,
    auth,
    pages: PAGES,
  })

type Kept = { readonly store: ReturnType<typeof sessionStore> } & Pick<WebSettings, 'limits'> & Pick<Composed, 'ports'>

function forget({ store, limits, ports }: Kept): Promise<void> {
  const now = ports.now()
  return store.forget({ ...goneAt(now, limits), loginsBegunBefore: momentOf(now - LOGIN_PATIENCE_MS) })
}

const claimsAsked = (names: ClaimNames): string[] => [names.employee, names.name, names.roles, names.assignments]

/** The demo's own provider plays cards whose PINs stand in the README: it is nowhere where somebody else may come. Null: not here. */
async function startDemo({ web, tls }: Pick<Config, 'web' | 'tls'>, service: string): Promise<LocalProvider | null> {
  const isBeyond = tls !== null && !isThisMachine(tls.host)
  if (isBeyond || (web.address !== null && !isThisMachine(new URL(web.address).hostname))) return null
  const address = web.address ?? service
  const claimNames = claimsAsked(CLAIM_NAMES)
  return startLocalProvider({ holders: demoHolders(), service: address, claimNames, port: web.demoPort })
}
