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
    case 'RegistrationInTheFuture':
      return 'Registreringstidpunkten ligger i framtiden.'
    case 'SystemUnknown':
      return 'Det anropande systemet är inte anslutet.'
    case 'ActNotGranted':
      return 'Det anropande systemet får inte använda den här tjänsten.'
    case 'AssignmentEnded':
      return 'Medarbetaruppdraget gäller inte i dag.'
    case 'PurposeNotAccepted':
      return 'Medarbetaruppdragets ändamål ger inte tillgång till e-frikort.'
    case 'RoleNotGranted':
      return 'Din behörighet räcker inte för det här.'
    case 'ReasonMissing':
      return 'Ange varför avgiften tas bort.'
    case 'FeeIsThePersons':
      return 'Avgiften hör redan till den personen.'
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
    case 'FeeOfAnotherPerson':
      return 'Avgiften hör till en annan person.'
    case 'FeeOfAnotherCardType':
      return 'Avgiften hör till en annan frikortstyp.'
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
    case 'CardFromTheFuture':
      return 'Frikortet kan inte börja gälla i framtiden.'
    case 'CardEndsBeforeItBegins':
      return 'Frikortets sista dag ligger före dess första.'
    case 'CardLongerThanAYear':
      return 'Ett frikort kan gälla i högst tolv månader.'
    case 'CardAlreadyOver':
      return 'Frikortet har redan gått ut.'
    case 'CardNumberMissing':
      return 'Numret på det frikort som patienten har måste anges.'
    case 'CardUnknown':
      return 'Frikortet finns inte.'
    case 'CardOfAnotherPrincipal':
      return 'Frikortet hör till en annan vårdhuvudman.'
    case 'FeesOfOtherProviders':
      return 'Andra vårdgivare har registrerat avgifter på frikortet, och bara support kan ta bort det.'
    case 'CardOfAnotherType':
      return 'Frikortet är av en annan frikortstyp.'
    case 'PersonNotOnCard':
      return 'Personen finns inte på frikortet.'
    case 'InAnotherGroup':
      return 'Personen ingår redan i en annan grupp.'
    case 'TwoAdults':
      return 'Två vuxna kan inte dela frikort.'
    case 'AdultWithChild':
      return 'En vuxen och ett barn kan inte dela frikort.'
    case 'GroupIsFull':
      return 'Gruppen har redan tjugo medlemmar.'
    case 'NotInGroup':
      return 'Personen ingår inte i någon grupp.'
    case 'CardExists':
      return 'Patienten har redan ett giltigt frikort.'
    case 'CardAlreadyWithdrawn':
      return 'Frikortet är redan borttaget.'
    case 'CardIsExpired':
      return 'Frikortet har gått ut och kan inte ändras.'
    case 'CardIsFinal':
      return 'Frikortet är slutligt och kan inte ändras.'
    case 'CardIsNotFinal':
      return 'Ett kort kan beställas först när frikortet är slutligt.'
    case 'CardDatesAreComputed':
      return 'Frikortets datum följer av avgifterna och kan inte ändras för hand.'
    case 'CardNumberIsFixed':
      return 'Frikortet är slutligt och behåller sitt nummer.'
    case 'CardBeyondItsYear':
      return 'Frikortet är slutligt. Giltigheten kan bara ändras inom tolv månader från dess första dag.'
    case 'FeeAlreadyAnnulled':
      return 'Avgiften är redan borttagen.'
    case 'OnFinalCard':
      return 'Avgiften hör till ett frikort som är slutligt och kan inte ändras.'
    default:
      return unreachable(refusal)
  }
}
