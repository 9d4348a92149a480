/** Every refusal as one sentence in Swedish, the same through every door. */

import type { Refusal } from '../domain/decisions/refusals.ts'
import { unreachable } from '../domain/kernel/invariant.ts'
import { date, kronor } from './figures.ts'

const HSA_ID_OF = {
  principal: 'vårdhuvudmannen',
  employee: 'medarbetaren',
  provider: 'vårdgivaren',
  unit: 'vårdenheten',
  namedProvider: 'vårdgivaren',
} as const

/** Gives the sentence, with what the user needs to put it right. */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'PersonIdInvalid':
      return 'Personidentiteten är inte ett giltigt personnummer, samordningsnummer eller reservnummer (12 eller 13 tecken utan skiljetecken).'
    case 'HsaIdInvalid':
      return `HSA-id för ${HSA_ID_OF[refusal.of]} är inte giltigt.`
    case 'AmountNotPositive':
      return 'Beloppet ska vara större än noll.'
    case 'VisitInTheFuture':
      return 'Besöksdatumet ligger i framtiden.'
    case 'SystemUnknown':
      return 'Det anropande systemet är inte anslutet.'
    case 'ActNotGranted':
      return 'Det anropande systemet får inte använda den här tjänsten.'
    case 'VersionNotGranted':
      return 'Det anropande systemet får inte använda den här versionen av tjänsten.'
    case 'PrincipalNotGranted':
      return 'Det anropande systemet får inte arbeta för den här vårdhuvudmannen.'
    case 'ProviderNotInRegister':
      return 'Vårdgivaren finns inte i regionens vårdgivarregister.'
    case 'ProviderNotGranted':
      return 'Det anropande systemet får inte arbeta för den här vårdgivaren.'
    case 'CardTypeUnknown':
      return 'Frikortstypen används inte av vårdhuvudmannen.'
    case 'FeeUnknown':
      return 'Avgiften finns inte.'
    case 'FeeOfAnotherPrincipal':
      return 'Avgiften hör till en annan vårdhuvudman.'
    case 'FeeOfAnotherProvider':
      return 'Avgiften är registrerad av en annan vårdgivare, och bara den får ändra eller ta bort den.'
    case 'VisitTooLongAgo':
      return `Besöksdatumet ligger för långt tillbaka. Det tidigaste som kan registreras i dag är ${date(refusal.earliest)}.`
    case 'AmountTooLarge':
      return `Beloppet är för stort. En avgift kan vara högst ${kronor(refusal.largest)}.`
    case 'NoCeilingKnown':
      return 'Högkostnadsbeloppet är inte känt för besöksdatumet.'
    case 'NotYetKnown':
      return 'Dagen eller tidpunkten ligger i framtiden.'
    case 'AnswerErased':
      return 'Uppgifterna från den tiden är raderade.'
    case 'OptInRequired':
      return 'Patienten har inte samtyckt till att vara med i e-frikort.'
    case 'OptedOut':
      return 'Patienten har begärt utträde ur e-frikort.'
    case 'KeyReused':
      return 'Anropets id har redan använts för ett annat innehåll.'
    case 'FeeAlreadyAnnulled':
      return 'Avgiften är redan borttagen.'
    case 'OnFinalCard':
      return 'Avgiften hör till ett frikort som är slutligt och kan inte ändras.'
    default:
      return unreachable(refusal)
  }
}
