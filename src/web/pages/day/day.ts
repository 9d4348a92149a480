/** Dagens registreringar: what one's unit registered on a day, for closing the till. */

import type { Day } from '../../../domain/kernel/day.ts'
import { swedishDay } from '../../../domain/kernel/moment.ts'
import { readUnitDay, type UnitDay, type UnitDayRequest } from '../../../usecases/readUnitDay.ts'
import { readUnitSums } from '../../../usecases/readUnitSums.ts'
import { type FieldFault, readDay, textIn } from '../../forms.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { cardTypeOf } from '../../requests.ts'
import { nameOf } from '../patient/patient.ts'
import { dayView } from './view.ts'
import { weekView } from './weekView.ts'

export const unitDay: Page = {
  method: 'GET',
  address: '/dagen',
  act: 'readUnitDay',
  menu: 'day',
  answer: async (asked) => {
    const chosen = chosenDay(asked)
    if (typeof chosen !== 'number') return page(asked, { day: todayOf(asked), told: null, faults: [chosen] })
    const told = await readUnitDay(asked.ports, { ...unitAsked(asked), day: chosen })
    return told.ok ? page(asked, { day: chosen, told: told.value, faults: [] }) : { kind: 'refusal', ...told }
  },
}

const WEEK = 7

export const unitWeek: Page = {
  method: 'GET',
  address: '/dagen/sju-dagar',
  act: 'readUnitDay',
  answer: async (asked) => {
    const sums = await readUnitSums(asked.ports, { ...unitAsked(asked), days: WEEK })
    if (!sums.ok) return { kind: 'refusal', refusal: sums.refusal }
    const { unitName } = asked.visitor.staff.assignment
    return { kind: 'page', title: asked.words.week.title, body: weekView(asked.words, unitName, sums.value) }
  },
}

const todayOf = ({ ports }: Asked): Day => swedishDay(ports.now())

const unitAsked = (asked: Asked): UnitDayRequest => {
  const { staff } = asked.visitor
  return { caller: { staff }, principal: staff.assignment.principal, cardType: cardTypeOf(asked), day: null }
}

/** Today where none is told; or what is wrong with the one that is. */
function chosenDay(asked: Asked): Day | FieldFault {
  const { day: words } = asked.words
  const text = textIn(asked.query, 'dag')
  const today = todayOf(asked)
  const day = text === '' ? today : readDay(text)
  if (day === null) return { field: 'dag', text: words.invalid }
  return day > today ? { field: 'dag', text: words.ahead } : day
}

type Shown = { readonly day: Day; readonly told: UnitDay | null; readonly faults: readonly FieldFault[] }

const page = (asked: Asked, { day, told, faults }: Shown): Answer => ({
  kind: 'page',
  title: asked.words.day.title,
  status: faults.length === 0 ? 200 : 422,
  body: dayView(asked.words, {
    day,
    told,
    filled: { typed: asked.query, faults },
    today: todayOf(asked),
    csrf: asked.visitor.csrf,
    unit: asked.visitor.staff.assignment.unitName,
    population: asked.ports.population,
    nameOf: nameOf(asked),
    staffName: (employee) => asked.ports.directory.staff(employee)?.name ?? employee,
  }),
})
