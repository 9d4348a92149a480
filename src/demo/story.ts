/** A patient's year at the till, told as it happens: visits, a capped fee, the card, a free visit, a correction, a late receipt, money owed. */

import { addDays, type Day } from '../domain/kernel/day.ts'
import { type Ore, ore } from '../domain/kernel/money.ts'
import { date, kronor } from '../words/figures.ts'
import type { Card, ExtendedCard, Till } from './till.ts'

const VISIT = ore(25_000)
const TELEPHONE = ore(10_000)
const RECEIPT = ore(30_000)
const OUTSIDE_PROVIDER = 'Tandläkare utanför tjänsten'

export type Telling = {
  readonly till: Till
  readonly otherTill: Till
  readonly today: Day
  readonly say: (line: string) => void
}

/** Lives the year that ends today. Throws when the service refuses something that the story needs. */
export async function liveAYear({ till, otherTill, today, say }: Telling): Promise<void> {
  const ago = (days: number): Day => addDays(today, -days)

  say('1. Fem besök under året, 250 kr vart och ett.')
  const feeIds: string[] = []
  for (const days of [300, 250, 200, 150, 100]) {
    const { feeId } = await till.register(ago(days), VISIT)
    feeIds.push(feeId)
    say(`   ${date(ago(days))}: ${kronor(VISIT)}. ${sayCard(await till.card())}`)
  }

  say('\n2. Ett besök registreras två gånger av misstag. Tjänsten säger till, och det ena tas bort.')
  const twice = await till.register(ago(100), VISIT)
  say(`   «${twice.text}»`)
  await till.annul(twice.feeId, 'Dubbelregistrerad')
  say(`   Borttaget. ${sayCard(await till.card())}`)

  say('\n3. Det sjätte besöket tas ut upp till frikort: bara det som återstår.')
  const remaining = (await till.card())?.amountToLimit ?? VISIT
  await till.register(ago(20), remaining)
  say(`   ${date(ago(20))}: ${kronor(remaining)} i stället för ${kronor(VISIT)}.`)
  say(`   ${sayCard(await till.card())}`)

  say('\n4. Nästa besök är fritt: kortet gäller, kassan tar inget och registrerar inget.')
  say(`   ${date(ago(10))}: 0 kr.`)

  say('\n5. Besöket för 200 dagar sedan var ett telefonsamtal. Avgiften rättas från 250 kr till 100 kr.')
  await till.correct(feeIds[2] ?? '', ago(200), TELEPHONE, 'Telefonbesök')
  say(`   ${sayCard(await till.card())}`)

  say(
    `\n6. Patienten lämnar ett kvitto i efterhand: ${kronor(RECEIPT)}, ${date(ago(120))}, hos en vårdgivare utanför tjänsten.`,
  )
  const receipt = await till.register(ago(120), RECEIPT, OUTSIDE_PROVIDER)
  say(`   «${receipt.text}»`)
  say(`   ${sayCard(await till.card())}`)

  say('\n7. Så står det till, avgift för avgift:')
  sayFees(await till.cardWithFees(), say)
  say('   Det som är för mycket ligger på det senaste besöket: den vårdgivare som tog den avgiften betalar tillbaka.')
  say('\n8. En annan vårdgivare ser summan och egna avgifter, men inte var de andra är tagna:')
  sayFees(await otherTill.cardWithFees(), say)
}

function sayCard(card: Card | undefined): string {
  if (card === undefined) return 'Inget räknas.'
  if (card.status === 'BELOW_LIMIT')
    return `Betalt ${kronor(card.currentAmount)}, ${kronor(card.amountToLimit)} återstår till frikort.`
  const validity = `Frikort ${card.cardId}, gäller ${date(card.preliminaryCardDate as Day)} till och med ${date(card.endDate as Day)} (${WORDS[card.status]}).`
  return card.amountToLimit < 0
    ? `${validity} Patienten ska få tillbaka ${kronor(ore(-card.amountToLimit))}.`
    : validity
}

const WORDS = { BELOW_LIMIT: 'ej uppnått', PRELIMINARY: 'preliminärt', FINAL: 'slutligt', EXPIRED: 'utgånget' } as const

function sayFees(extended: ExtendedCard | undefined, say: (line: string) => void): void {
  if (extended === undefined) throw new Error('the card that the story has made is not there')
  for (const row of extended.transactions) {
    const note = row.status === 'ACTIVE' ? '' : row.status === 'UPDATED' ? ' (rättad' : ' (borttagen'
    const reason = note === '' ? '' : `${note}${row.statusReason === undefined ? '' : `: ${row.statusReason}`})`
    say(`   ${date(row.transactionDate).padEnd(18)}${inColumn(row.amount)}  ${row.careProvider}${reason}`)
  }
  const { currentAmount, amountToLimit } = extended.card
  say(
    `   ${'tillsammans'.padEnd(18)}${inColumn(currentAmount)}  varav att betala tillbaka: ${kronor(ore(Math.abs(amountToLimit)))}`,
  )
}

const inColumn = (amount: Ore): string => kronor(amount).padStart(9)
