/** How the demo's identity provider is set: one client, code with PKCE alone, keys made at its start, nothing asked but card and PIN. */

import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { Context } from 'oidc-provider'
import { newSecret } from '../secrets.ts'
import { overPage } from './cardPage.ts'
import { memoryAdapter } from './memory.ts'

export type Client = { readonly id: string; readonly secret: string; readonly redirectUris: readonly string[] }

export type Told = {
  readonly client: Client
  /** The service's own address. */
  readonly service: string
  /** The claims about each employee; null for one who has no card here. */
  readonly claimsOf: (employee: string) => Readonly<Record<string, unknown>> | null
  readonly claimNames: readonly string[]
}

/** The level of a card with a PIN. */
export const CARD_LEVEL = 'http://id.sambi.se/loa/loa3'

const MINUTES = 60
/** Everything in the process's memory, and short: who logs in again shows the card again. */
const TTL = {
  AccessToken: MINUTES,
  AuthorizationCode: MINUTES,
  Grant: 10 * MINUTES,
  IdToken: 10 * MINUTES,
  Interaction: 10 * MINUTES,
  Session: 10 * MINUTES,
}

export function configurationOf({ client, service, claimsOf, claimNames }: Told): Readonly<Record<string, unknown>> {
  return {
    adapter: memoryAdapter(),
    clients: [clientOf(client)],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [newSecret()], long: { signed: true }, short: { signed: true } },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid'],
    acrValues: [CARD_LEVEL],
    claims: { openid: ['sub', ...claimNames] },
    ttl: TTL,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/kort/${uid}` },
    clientBasedCORS: () => false,
    findAccount: (_context: Context, id: string) => {
      const claims = claimsOf(id)
      return claims === null ? undefined : { accountId: id, claims: async () => ({ sub: id, ...claims }) }
    },
    loadExistingGrant: (context: Context) => grantFor(context, claimNames),
    renderError: (context: Context) => {
      context.type = 'html'
      context.body = overPage(service)
    },
  }
}

const clientOf = ({ id, secret, redirectUris }: Client) => ({
  client_id: id,
  client_secret: secret,
  redirect_uris: redirectUris,
  grant_types: ['authorization_code'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_post',
  id_token_signed_response_alg: 'ES256',
})

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'ES256' }
}

/** An employer's service: nobody is asked whether it may know who works there. */
async function grantFor({ oidc }: Context, claimNames: readonly string[]) {
  const [clientId, accountId] = [oidc.client?.clientId, oidc.session?.accountId]
  if (clientId === undefined || accountId === undefined) return undefined
  const grant = new oidc.provider.Grant({ clientId, accountId })
  grant.addOIDCScope('openid')
  grant.addOIDCClaims(claimNames)
  await grant.save()
  return grant
}
