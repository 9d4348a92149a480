/** The use cases that the pages call, as the pages see them: whoever opens the door hands them over. */

import type { Reason } from '../domain/account/explanation.ts'
import type { Statement } from '../domain/account/statement.ts'
import type { Notice } from '../domain/decisions/notices.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { StaffAtWork } from '../domain/decisions/staff.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { Result } from '../domain/kernel/result.ts'
import type { CardView, FeeRow } from '../usecases/cardView.ts'
import type { CardOrderRequest } from '../usecases/changeCard.ts'
import type { AnnulmentRequest, CorrectionRequest } from '../usecases/changeFee.ts'
import type { Done } from '../usecases/done.ts'
import type { GroupRequest } from '../usecases/group.ts'
import type { ActRequest, PersonActRequest } from '../usecases/permitAct.ts'
import type { Ports, Registered } from '../usecases/ports.ts'
import type { GroupPreview } from '../usecases/previewGroup.ts'
import type { CardsRequest } from '../usecases/readCard.ts'
import type { GroupView } from '../usecases/readGroup.ts'
import type { Owed, OwedRequest } from '../usecases/readOwed.ts'
import type { UnitDay, UnitDayRequest } from '../usecases/readUnitDay.ts'
import type { UnitSum, UnitSumsRequest } from '../usecases/readUnitSums.ts'
import type { CardRegistered, CardRegistration } from '../usecases/registerCard.ts'
import type { RegistrationRequest } from '../usecases/registerFee.ts'
import type { ReadConsentRequest } from '../usecases/takePart.ts'

export type PatientView = {
  readonly person: PersonId
  readonly asOf: Moment
  readonly cardType: CardView['cardType']
  readonly current: CardView | null
  readonly cards: readonly CardView[]
  readonly expired: readonly FeeRow[]
  readonly statement: Statement | null
  readonly reasons: readonly Reason[]
  readonly tariffs: readonly { readonly name: string; readonly amount: Ore; readonly due: Ore }[]
  readonly persons: readonly PersonId[]
  readonly readConsent: boolean
  readonly isFreeByAge: boolean
  readonly isProtected: boolean
  readonly registered: Registered | null
  readonly account: { readonly id: bigint; readonly version: number } | null
}

export type Preview = {
  readonly before: Statement
  readonly after: Statement
  readonly notices: readonly Notice[]
}

export type MovePreview = { readonly from: Preview; readonly to: Preview }

export type FeeMove = ActRequest & {
  readonly feeId: string
  readonly person: string
  readonly cardType: string
  readonly reason: string | null
}

export type CardSearch = {
  readonly caller: { readonly staff: StaffAtWork }
  readonly principal: string
  readonly number: string
}

type Asking<Request, Answer> = (ports: Ports, request: Request) => Promise<Result<Answer, Refusal>>

export type Till = {
  readonly readPatient: Asking<CardsRequest & { readonly act?: 'printStatement' }, PatientView>
  readonly quoteVisit: Asking<
    CardsRequest & { readonly visit: Day | null; readonly amount: Ore },
    { readonly due: Ore }
  >
  readonly registerFee: Asking<RegistrationRequest, Done>
  readonly correctFee: Asking<CorrectionRequest, Done>
  readonly annulFee: Asking<AnnulmentRequest, Done>
  readonly moveFee: Asking<FeeMove, Done>
  readonly previewRegistration: Asking<RegistrationRequest, Preview>
  readonly previewCorrection: Asking<CorrectionRequest, Preview>
  readonly previewAnnulment: Asking<AnnulmentRequest, Preview>
  readonly previewMove: Asking<FeeMove, MovePreview>
  readonly findCard: Asking<CardSearch, readonly PersonId[]>
  readonly registerCard: Asking<CardRegistration, CardRegistered>
  readonly previewCardRegistration: Asking<CardRegistration, Preview>
  readonly orderCard: Asking<CardOrderRequest, Done>
  readonly readGroup: Asking<CardsRequest, GroupView>
  readonly groupPerson: Asking<GroupRequest, Done>
  readonly ungroupPerson: Asking<GroupRequest, Done>
  readonly previewGrouping: Asking<GroupRequest, GroupPreview>
  readonly previewUngrouping: Asking<GroupRequest, GroupPreview>
  readonly optIn: Asking<PersonActRequest, Done>
  readonly optOut: Asking<PersonActRequest, Done>
  readonly setReadConsent: Asking<ReadConsentRequest, Done>
  readonly readUnitDay: Asking<UnitDayRequest, UnitDay>
  readonly readUnitSums: Asking<UnitSumsRequest, readonly UnitSum[]>
  readonly readOwed: Asking<OwedRequest, Owed>
  readonly countOwed: Asking<OwedRequest, number>
}
