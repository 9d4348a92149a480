/** Ports for what is asked of the server before any ledger: it answers that it is there, and whatever else is asked of it breaks. */

import { gavleborg } from '../../src/directory/region.ts'
import { syntheticDirectory } from '../../src/directory/synthetic.ts'
import { syntheticCare } from '../../src/directory/syntheticFile.ts'
import { momentOf } from '../../src/domain/kernel/moment.ts'
import type { Ports } from '../../src/usecases/ports.ts'

export const bareWorld = (ping: () => Promise<void> = () => Promise.resolve()): Ports =>
  ({
    ledger: { ping },
    directory: syntheticDirectory(gavleborg(), syntheticCare()),
    now: () => momentOf(Date.now()),
  }) as unknown as Ports
