/** The identity provider seen from us: where a login is begun, and what it tells of the employee when it is done (OIDC, code with PKCE). */

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client'

export type ProviderSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** The claims that are asked for. */
  readonly claims: readonly string[]
  /** The levels of assurance that are asked for, and one of which the answer must have; none: whatever the provider takes. */
  readonly levels: readonly string[]
}

/** What has to be kept until the answer comes. */
export type Begun = { readonly address: string; readonly nonce: string; readonly verifier: string }

export type IdentityProvider = {
  readonly begin: (told: { readonly redirectUri: string; readonly state: string }) => Promise<Begun>
  /** Takes the address to which the browser came back. Gives the claims; throws when anything about the answer is not right. */
  readonly finish: (answer: URL, expected: Expected) => Promise<Readonly<Record<string, unknown>>>
}

export type Expected = { readonly state: string; readonly nonce: string; readonly verifier: string }

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/

/** Asks the provider who it is at the first login, and again as long as it has not answered. */
export function identityProvider(settings: ProviderSettings): IdentityProvider {
  let known: Promise<Configuration> | null = null
  const configuration = (): Promise<Configuration> => {
    known ??= discover(settings).catch((fault) => {
      known = null
      throw fault
    })
    return known
  }
  return {
    begin: async (told) => begin(await configuration(), settings, told),
    finish: async (answer, expected) => finish(await configuration(), { answer, expected, ...settings }),
  }
}

const discover = ({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> =>
  discovery(new URL(issuer), clientId, clientSecret, undefined, {
    // Without TLS on this machine alone.
    execute: LOOPBACK.test(issuer) ? [allowInsecureRequests] : [],
  })

async function begin(
  configuration: Configuration,
  { claims, levels }: ProviderSettings,
  { redirectUri, state }: { readonly redirectUri: string; readonly state: string },
): Promise<Begun> {
  const [nonce, verifier] = [randomNonce(), randomPKCECodeVerifier()]
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid',
    claims: JSON.stringify({ id_token: Object.fromEntries(claims.map((name) => [name, null])) }),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // A till is shared: who presses "log in" shows a card of their own, whoever was there before.
    prompt: 'login',
    ...(levels.length === 0 ? {} : { acr_values: levels.join(' ') }),
  })
  return { address: address.href, nonce, verifier }
}

type Answered = Pick<ProviderSettings, 'levels'> & { readonly answer: URL; readonly expected: Expected }

async function finish(configuration: Configuration, { answer, expected, levels }: Answered) {
  const { state, nonce, verifier } = expected
  const tokens = await authorizationCodeGrant(configuration, answer, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const told = tokens.claims()
  if (told === undefined) throw new Error('an identity was expected of the provider')
  if (levels.length > 0 && !levels.some((level) => level === told['acr']))
    throw new Error('the level of assurance is another')
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return told
  return { ...(await fetchUserInfo(configuration, tokens.access_token, told.sub)), ...told }
}
