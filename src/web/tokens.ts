/** A form's once-token: random for each form that is shown, and the id of the call however often it is sent (domain.md R3). */

import { randomUUID } from 'node:crypto'
import type { Told } from './page.ts'

export const newToken = (): string => randomUUID()

/** The token that was posted; null for what is no token. */
export const tokenIn = ({ token = '' }: Told): string | null => (/^[0-9a-f-]{36}$/.test(token) ? `till ${token}` : null)

/** The token as it stands in the form. */
export const sameToken = ({ token = '' }: Told): string => (/^[0-9a-f-]{36}$/.test(token) ? token : newToken())
