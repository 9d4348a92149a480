/** Loads oidc-provider when the demo's identity provider starts: nothing of it is in a service that has a provider of its own. */

/** It says at its loading that it knows only runtimes with long support; it is tried on ours. All else it says is heard. */
export async function loadProvider(): Promise<typeof import('oidc-provider')> {
  const { warn } = console
  console.warn = (...told: readonly unknown[]) => {
    if (!String(told[0]).includes('Unsupported runtime')) warn(...told)
  }
  try {
    return await import('oidc-provider')
  } finally {
    console.warn = warn
  }
}
