/** RegisterOptIn, RegisterOptOut and UpdateReadConsent, version 3: what the patient says about taking part. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { optIn, optOut, setReadConsent } from '../../../usecases/takePart.ts'
import type { Handler3 } from '../handlers.ts'
import { resultOf } from './outcome.ts'
import { toldPersonAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const registerOptIn3 =
  (ports: Ports): Handler3<'RegisterOptIn', Caller> =>
  async (call) =>
    resultOf(await optIn(ports, toldPersonAct(call)))

/** Gives the handler: message in, use case, answer out. */
export const registerOptOut3 =
  (ports: Ports): Handler3<'RegisterOptOut', Caller> =>
  async (call) =>
    resultOf(await optOut(ports, toldPersonAct(call)))

/** Gives the handler: message in, use case, answer out. */
export const updateReadConsent3 =
  (ports: Ports): Handler3<'UpdateReadConsent', Caller> =>
  async (call) =>
    resultOf(await setReadConsent(ports, { ...toldPersonAct(call), consent: call.message.consent }))
