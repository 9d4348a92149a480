/** Who acts when the service does so by itself: the installation's own principal stands in every place of an actor. */

import type { Actor } from '../domain/account/ledgerEntry.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { Ports } from './ports.ts'

export function installation({ settings, now }: Pick<Ports, 'settings' | 'now'>): Actor {
  const { id } = settings.known().own(swedishDay(now()))
  return { system: id, employee: id, provider: id, unit: null }
}
