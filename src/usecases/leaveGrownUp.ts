/** Lets those leave a group of siblings who have grown up, at the end of their period (domain.md G3). The service does it by itself, in the background. */

import type { Account } from '../domain/account/account.ts'
import { newCardsOf } from '../domain/account/portfolio.ts'
import { leaveGroup, type Moved, mayBeSame, type Numbered } from '../domain/decisions/groupPerson.ts'
import { dueToLeave, isOwnAccount, nextLook } from '../domain/decisions/growUp.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { ok } from '../domain/kernel/result.ts'
import { installation } from './installation.ts'
import type { AccountId } from './ledgerPort.ts'
import type { MoveDecided, Moving, Side } from './move.ts'
import { movePerson } from './movePerson.ts'
import { NOT_A_CALL } from './once.ts'
import { notBefore, openAccount } from './openAccount.ts'
import type { Ports } from './ports.ts'

const AT_A_TIME = 50
const MOST_ATTEMPTS = 50

/** Gives how many have left. */
export async function leaveGrownUp(ports: Ports): Promise<number> {
  let left = 0
  for (;;) {
    const due = await ports.ledger.groupsToLookAt(ports.now(), AT_A_TIME)
    for (const account of due) left += await leaveOne(ports, account)
    if (due.length < AT_A_TIME) return left
  }
}

async function leaveOne(ports: Ports, id: AccountId): Promise<number> {
  for (let left = 0; left < MOST_ATTEMPTS; left += 1) {
    const loaded = await ports.ledger.load({ by: 'account', account: id }, null)
    invariant(loaded.account !== null, 'a group that is to be looked at has an account')
    const { account } = await openAccount(ports, loaded, { id, prefix: '' })
    const now = notBefore(account, ports.now())
    const [person] = dueToLeave(account, now)
    if (person === undefined) {
      await ports.ledger.groupLookedAt(id, now, nextLook(account, now))
      return left
    }
    const joins = await selfOf(ports, { account, person, cardType: loaded.account.cardType })
    const done = await movePerson(ports, movingOf(ports, { id, person, joins }), leaving(ports, person, joins))
    invariant(done.ok, 'the service is refused nothing that it does by itself')
  }
  throw new Error('a group of siblings is always due anew')
}

type Seeking = { readonly account: Account; readonly person: PersonId; readonly cardType: string }

/** Another identity of the same person, which has left before and has an account of their own. */
async function selfOf(ports: Ports, { account, person, cardType }: Seeking): Promise<PersonId | null> {
  for (const { person: self } of account.departed) {
    if (!mayBeSame(self, person)) continue
    const loaded = await ports.ledger.load({ by: 'person', person: self, cardType }, null)
    if (loaded.account === null) continue
    const opened = await openAccount(ports, loaded, { id: loaded.account.id, prefix: '' })
    if (isOwnAccount(opened.account, self, person)) return self
  }
  return null
}

type Leaver = { readonly id: AccountId; readonly person: PersonId; readonly joins: PersonId | null }

function movingOf(ports: Ports, { id, person, joins }: Leaver): Moving {
  const by = installation(ports)
  return {
    act: 'leaveGrownUp',
    address: { by: 'account', account: id },
    person,
    owner: null,
    joins,
    principal: by.provider,
    by,
    logged: { system: null, employee: null, provider: null, unit: null, assignment: null, reason: 'grownUp' },
    once: NOT_A_CALL,
    cardType: null,
  }
}

const STAYS: Moved = { joined: null, left: null }

const leaving =
  (ports: Ports, person: PersonId, joins: PersonId | null): MoveDecided =>
  ({ group, home }, circumstances) => {
    const isDue = dueToLeave(group.account, circumstances.now).some((one) => one.equals(person))
    const isHome = joins === null || isOwnAccount(home.account, joins, person)
    if (!isDue || !isHome) return ok(STAYS)
    const { cardNumberPrefix } = circumstances.principal
    const fresh = Array.from({ length: newCardsOf(group.account) }, () => ports.ids.card(home.id, cardNumberPrefix))
    return ok(leaveGroup({ person, from: numbered(group), to: numbered(home), fresh }, circumstances))
  }

const numbered = ({ account, id }: Side): Numbered => ({ account, number: String(id) })
