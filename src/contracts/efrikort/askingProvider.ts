/** Names the provider the asker acts for: our own addition in a namespace of our own, which any sender may leave out. */

import type { LooseElements, NamedText } from '../soap/form.ts'

/** Takes the version's type of an HSA-id. */
export const askingProvider = <const T extends NamedText>(HsaId: T) =>
  ({
    namespace: 'urn:se:efrikort:extension:1',
    fields: { careProviderId: [HsaId, '0..1'] },
  }) as const satisfies LooseElements
