/**
 * What an employee had typed when the session ended: kept beside the ended session, on the server, and given back in the session that
 * the same employee opens next. Nobody else ever sees it.
 */

import type { FastifyRequest } from 'fastify'
import { tokenIn } from './guard.ts'
import { localAddress } from './localAddress.ts'
import { isSame } from './secrets.ts'
import type { Session } from './sessionStore.ts'
import { type Found, KEPT_FORM, type Sessions } from './sessions.ts'
import type { Visitor } from './visitor.ts'

export type KeptForm = {
  /** The address of the page on which it is to be shown again. */
  readonly page: string
  /** The address that it was posted to. */
  readonly postedTo: string
  /** What stood in each field; several values of one field in their order. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>
}

const LONGEST = 50_000

/** Keeps what was posted, if a session of ours sent it. Tells whether it is kept. */
export async function keep(sessions: Sessions, request: FastifyRequest, returnTo: string): Promise<boolean> {
  const found = await sessions.find(request)
  const token = tokenIn(request)
  const fields = fieldsOf(request.body)
  if (found === null || token === null || fields === null || !isSame(token, found.session.csrf)) return false
  const form: KeptForm = { page: localAddress(returnTo), postedTo: localAddress(request.url), fields }
  if (JSON.stringify(form).length > LONGEST) return false
  await sessions.remember(found.session, KEPT_FORM, form)
  return true
}

/** What has been kept is given up when it is sent. */
export async function sentAgain(sessions: Sessions, request: FastifyRequest): Promise<void> {
  const found = await sessions.find(request)
  const kept = found?.isLive === true ? keptIn(found.session) : null
  if (found !== null && kept?.postedTo === localAddress(request.url))
    await sessions.remember(found.session, KEPT_FORM, null)
}

export const keptIn = ({ memory }: Session): KeptForm | null =>
  JSON.parse(memory.get(KEPT_FORM) ?? 'null') as KeptForm | null

export const isKeeping = (found: Found | null): boolean => found?.session.memory.has(KEPT_FORM) ?? false

/** Gives what the visitor had typed, once it is back; null when there is nothing. It stays until `forgetKeptForm`. */
export const keptForm = (visitor: Visitor): KeptForm | null => (visitor.recall(KEPT_FORM) as KeptForm | null) ?? null

/** To be called when it has been shown or has been sent. */
export const forgetKeptForm = (visitor: Visitor): Promise<void> => visitor.remember(KEPT_FORM, null)

function fieldsOf(body: unknown): KeptForm['fields'] | null {
  if (typeof body !== 'object' || body === null) return null
  const fields = Object.entries(body).filter(([name, value]) => name !== 'csrf' && isFieldValue(value))
  return Object.fromEntries(fields) as KeptForm['fields']
}

const isFieldValue = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))
