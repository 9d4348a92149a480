/** A till for the use cases in tests: one of the synthetic staff at work by one of their assignments, and what they do in plain words. */

import assert from 'node:assert/strict'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Staff, StaffAtWork } from '../../src/domain/decisions/staff.ts'
import { parseHsaId } from '../../src/domain/kernel/hsaId.ts'
import type { PersonId } from '../../src/domain/kernel/personId.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import { annulFee, correctFee } from '../../src/usecases/changeFee.ts'
import type { Done } from '../../src/usecases/done.ts'
import { findCard } from '../../src/usecases/findCard.ts'
import type { GroupRequest } from '../../src/usecases/group.ts'
import { type FeeMove, type MovePreview, moveFee, previewMove } from '../../src/usecases/moveFee.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import {
  type Preview,
  previewAnnulment,
  previewCardRegistration,
  previewCorrection,
  previewRegistration,
} from '../../src/usecases/preview.ts'
import { type GroupPreview, previewGrouping, previewUngrouping } from '../../src/usecases/previewGroup.ts'
import { countOwed, type Owed, readOwed } from '../../src/usecases/readOwed.ts'
import { type PatientView, quoteVisit, readPatient } from '../../src/usecases/readPatient.ts'
import { readUnitDay, type UnitDay } from '../../src/usecases/readUnitDay.ts'
import { readUnitSums, type UnitSum } from '../../src/usecases/readUnitSums.ts'
import type { CardRegistration } from '../../src/usecases/registerCard.ts'
import { registerFee } from '../../src/usecases/registerFee.ts'
import { OWN } from './counter.ts'
import { day, kronor } from './world.ts'

const CARD_TYPE = 'CARE_VISIT'

/** Any field of a request may be told otherwise. */
type Told = { readonly callId?: string; readonly principal?: string; readonly provider?: string }

export type Till = {
  readonly staff: StaffAtWork
  readonly register: (person: string, visit: string, amount: string, told?: Told) => Promise<Result<Done, Refusal>>
  readonly correct: (fee: string, amount: string, told?: Told) => Promise<Result<Done, Refusal>>
  readonly annul: (fee: string, reason: string | null, told?: Told) => Promise<Result<Done, Refusal>>
  readonly move: (fee: string, person: string, told?: Told) => Promise<Result<Done, Refusal>>
  readonly patient: (person: string, told?: Told) => Promise<Result<PatientView, Refusal>>
  readonly day: (on: string | null) => Promise<Result<UnitDay, Refusal>>
  readonly owed: () => Promise<Result<Owed, Refusal>>
  readonly sums: (last: string | null, days: number) => Promise<Result<readonly UnitSum[], Refusal>>
  readonly countOwed: () => Promise<Result<number, Refusal>>
  readonly findCard: (number: string) => Promise<Result<readonly PersonId[], Refusal>>
  readonly quote: (person: string, visit: string, amount: string) => Promise<Result<{ due: number }, Refusal>>
  readonly preview: {
    readonly register: (person: string, visit: string, amount: string) => Promise<Result<Preview, Refusal>>
    readonly correct: (fee: string, amount: string) => Promise<Result<Preview, Refusal>>
    readonly annul: (fee: string, reason: string | null) => Promise<Result<Preview, Refusal>>
    readonly move: (fee: string, person: string) => Promise<Result<MovePreview, Refusal>>
    readonly card: (person: string, from: string, through: string) => Promise<Result<Preview, Refusal>>
    readonly group: (owner: string, person: string) => Promise<Result<GroupPreview, Refusal>>
    readonly ungroup: (owner: string, person: string) => Promise<Result<GroupPreview, Refusal>>
  }
}

/** Takes the ports, an employee's HSA-id, and which of their assignments, by its number among them. `as` changes what is known of the employee. */
export function tillOf(ports: Ports, employee: string, at = 0, as: Partial<StaffAtWork> = {}): Till {
  const id = parseHsaId(employee)
  const known: Staff | null = id === null ? null : ports.directory.staff(id)
  const assignment = known?.assignments[at]
  assert.ok(known && assignment, `an employee of the synthetic staff, with an assignment ${at}`)
  const staff: StaffAtWork = { employee: known.employee, name: known.name, roles: known.roles, assignment, ...as }
  return { staff, ...actsOf(ports, staff) }
}

function actsOf(ports: Ports, staff: StaffAtWork): Omit<Till, 'staff'> {
  const { provider, unit } = staff.assignment
  const acting = ({ callId, principal }: Told = {}) => ({
    caller: { staff },
    callId: callId ?? null,
    principal: principal ?? OWN,
    actor: { employee: staff.employee, provider, unit },
  })
  const reading = (person: string, { principal }: Told = {}) => ({
    caller: { staff },
    principal: principal ?? OWN,
    person,
    cardType: CARD_TYPE,
    namedProvider: provider,
  })
  const registration = (person: string, visit: string, amount: string, told?: Told) => ({
    ...acting(told),
    person,
    cardType: CARD_TYPE,
    visit: day(visit),
    amount: kronor(amount),
    careProvider: told?.provider ?? provider,
    careUnit: told?.provider === undefined ? unit : null,
  })
  const correction = (feeId: string, amount: string, told?: Told) => ({
    ...acting(told),
    feeId,
    reason: null,
    visit: null,
    amount: kronor(amount),
    careProvider: null,
    careUnit: null,
  })
  const annulment = (feeId: string, reason: string | null, told?: Told) => ({ ...acting(told), feeId, reason })
  const moving = (feeId: string, person: string, told?: Told): FeeMove => ({
    ...acting(told),
    feeId,
    person,
    cardType: CARD_TYPE,
    reason: 'Fel patient',
  })
  const holding = (person: string, from: string, through: string): CardRegistration => ({
    ...acting(),
    person,
    cardType: CARD_TYPE,
    validFrom: day(from),
    validThrough: day(through),
    number: 'U-1',
    reason: 'VALID_CARD',
    extendExisting: false,
  })
  const sharing = (owner: string, person: string): GroupRequest => ({
    ...acting(),
    group: { by: 'owner', person: owner, cardType: CARD_TYPE },
    person,
  })
  return {
    register: (...told) => registerFee(ports, registration(...told)),
    correct: (...told) => correctFee(ports, correction(...told)),
    annul: (...told) => annulFee(ports, annulment(...told)),
    move: (...told) => moveFee(ports, moving(...told)),
    patient: (person, told) => readPatient(ports, reading(person, told)),
    quote: (person, visit, amount) =>
      quoteVisit(ports, { ...reading(person), visit: day(visit), amount: kronor(amount) }),
    day: (on) =>
      readUnitDay(ports, { caller: { staff }, principal: OWN, cardType: CARD_TYPE, day: on === null ? null : day(on) }),
    owed: () => readOwed(ports, { caller: { staff }, principal: OWN }),
    sums: (last, days) =>
      readUnitSums(ports, {
        caller: { staff },
        principal: OWN,
        cardType: CARD_TYPE,
        day: last === null ? null : day(last),
        days,
      }),
    countOwed: () => countOwed(ports, { caller: { staff }, principal: OWN }),
    findCard: (number) => findCard(ports, { caller: { staff }, principal: OWN, number }),
    preview: {
      register: (...told) => previewRegistration(ports, registration(...told)),
      correct: (...told) => previewCorrection(ports, correction(...told)),
      annul: (...told) => previewAnnulment(ports, annulment(...told)),
      move: (...told) => previewMove(ports, moving(...told)),
      card: (person, from, through) => previewCardRegistration(ports, holding(person, from, through)),
      group: (owner, person) => previewGrouping(ports, sharing(owner, person)),
      ungroup: (owner, person) => previewUngrouping(ports, sharing(owner, person)),
    },
  }
}
