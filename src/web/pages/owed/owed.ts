/** Att betala tillbaka: what one's provider has taken beyond the ceiling, visit by visit, as a page and as a table to keep. */

import { formatDay } from '../../../domain/kernel/day.ts'
import { swedishDay } from '../../../domain/kernel/moment.ts'
import { countOwed, type OwedRequest, type OwedRow, readOwed } from '../../../usecases/readOwed.ts'
import { shownIdentity } from '../../identity.ts'
import type { Asked, Page } from '../../page.ts'
import { nameOf } from '../patient/patient.ts'
import { csvOf } from './csv.ts'
import { owedView } from './view.ts'

const ADDRESS = '/att-betala-tillbaka'

export const owed: Page = {
  method: 'GET',
  address: ADDRESS,
  act: 'readOwed',
  menu: 'owed',
  tally: async (asking) => {
    const counted = await countOwed(asking.ports, requestOf(asking))
    return counted.ok ? counted.value : null
  },
  answer: async (asked) => {
    const told = await readOwed(asked.ports, requestOf(asked))
    if (!told.ok) return { kind: 'refusal', refusal: told.refusal }
    const { words, ports, visitor } = asked
    const body = owedView(words, {
      ...told.value,
      today: swedishDay(ports.now()),
      csrf: visitor.csrf,
      provider: visitor.staff.assignment.providerName,
      population: ports.population,
      nameOf: nameOf(asked),
      csv: `${ADDRESS}.csv`,
    })
    return { kind: 'page', title: words.owed.title, body }
  },
}

export const owedTable: Page = {
  method: 'GET',
  address: `${ADDRESS}.csv`,
  act: 'readOwed',
  answer: async (asked) => {
    const told = await readOwed(asked.ports, requestOf(asked))
    if (!told.ok) return { kind: 'refusal', refusal: told.refusal }
    const { words, ports } = asked
    const { patient, visit, unit, amount, much, csvAge, csvFile } = words.owed
    const today = swedishDay(ports.now())
    const lines = told.value.rows.map((row) => cellsOf(asked, row, today))
    const bytes = csvOf([[patient, visit, unit, amount, much, csvAge], ...lines])
    const name = `${csvFile}-${formatDay(today)}.csv`
    return { kind: 'document', type: 'text/csv; charset=utf-8', name, bytes, isToKeep: true }
  },
}

const requestOf = ({ visitor: { staff } }: Pick<Asked, 'visitor'>): OwedRequest => ({
  caller: { staff },
  principal: staff.assignment.principal,
})

/** Figures as spreadsheets read them: days as the standard writes them, money with a decimal comma. */
const cellsOf = (asked: Asked, row: OwedRow, today: number): string[] => [
  shownIdentity(row.person),
  formatDay(row.visit),
  row.careUnit === null ? '' : nameOf(asked)(row.careUnit),
  decimal(row.amount),
  decimal(row.overcharged),
  String(today - row.visit),
]

const decimal = (amount: number): string => (amount / 100).toFixed(2).replace('.', ',')
