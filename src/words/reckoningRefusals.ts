/** Why a history cannot be reckoned, in Swedish. One sentence a kind. */

import type { EntryRefusal } from '../domain/account/record.ts'

export const RECKONING_REFUSALS: Readonly<Record<EntryRefusal, string>> = {
  RecordedOutOfOrder: 'händelsen är registrerad före den föregående',
  UnknownFee: 'avgiften finns inte',
  FeeAlreadyAnnulled: 'avgiften är redan makulerad',
  RepeatedFeeId: 'avgiftens id är redan använt',
  VisitInTheFuture: 'besöksdatumet ligger efter den dag då avgiften registrerades',
  AmountNotPositive: 'beloppet ska vara större än noll',
  NoCeilingKnown: 'dagen ligger före det första kända högkostnadsbeloppet',
  OnFinalCard: 'avgiften hör till ett frikort som är eller har varit slutligt och får inte ändras',
  UnknownCard: 'frikortet finns inte',
  CardAlreadyWithdrawn: 'frikortet är redan återtaget',
  RepeatedCardId: 'frikortets id är redan använt',
}
