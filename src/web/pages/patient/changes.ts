/** Tells a page that stands open when the patient's account is no longer the one that it shows. It tells nothing of what has changed: the page is read again, as the visitor may. */

import { seenOf } from '../../../usecases/changesPort.ts'
import { checkPerson } from '../../../usecases/checks.ts'
import type { Page } from '../../page.ts'
import { personAsked } from '../../patientAsked.ts'
import { cardTypeOf } from '../../requests.ts'

export const changes: Page = {
  method: 'GET',
  address: '/patient/:reference/changes',
  act: 'readCardWithFees',
  answer: async (asked) => {
    const { ports, visitor, query } = asked
    const known = personAsked(asked)
    const { principal } = visitor.staff.assignment
    const person = known === null ? null : checkPerson(ports, principal, known.person, ports.now())
    if (person === null) return { kind: 'missing' }
    const watched = { person, cardType: cardTypeOf(asked) }
    const watch = (send: (event: string) => void): (() => void) => {
      let shown = query['seen'] ?? ''
      return ports.changes.watch(watched, (seen) => {
        if (seenOf(seen) === shown) return
        shown = seenOf(seen)
        send('changed')
      })
    }
    return { kind: 'events', watch }
  },
}
