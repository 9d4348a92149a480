/** Login for one line of the service: puts sessions, guard, pages and the way in together, and gives what the pages ask for. */

import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { type AuthSettings, type Desk, deskOf, visitorIn } from './desk.ts'
import { isGuarded, isOurs } from './guard.ts'
import { guardHeaders } from './headers.ts'
import { keep, sentAgain } from './keptForm.ts'
import { KEPT_ADDRESS } from './keptPage.ts'
import { localAddress } from './localAddress.ts'
import { forgedPage } from './pages.ts'
import { routes } from './routes.ts'
import type { Auth } from './visitor.ts'

export function openAuth(settings: AuthSettings): Auth {
  const desk = deskOf(settings)
  return {
    register: (part) => register(desk, part),
    visitorOf: async (request) => visitorIn(desk, request, await desk.sessions.find(request)),
    loginAddress,
    keepForm: async (request, returnTo) => {
      const leadsTo = returnTo ?? KEPT_ADDRESS
      await keep(desk.sessions, request, leadsTo)
      return `/logga-in/igen?till=${encodeURIComponent(localAddress(leadsTo))}`
    },
  }
}

export const loginAddress = (returnTo: string): string => `/logga-in?till=${encodeURIComponent(localAddress(returnTo))}`

const LONGEST_FORM = 131_072
const FORBIDDEN = 403

function register(desk: Desk, part: FastifyInstance): void {
  guardHeaders(part, desk)
  if (!part.hasContentTypeParser('application/x-www-form-urlencoded'))
    part.register(formbody, { bodyLimit: LONGEST_FORM })
  part.addHook('preHandler', async (request, reply) => {
    if (!isGuarded(request)) return
    const found = await desk.sessions.find(request)
    if (isOurs(request, { origin: desk.address(request), found })) return sentAgain(desk.sessions, request)
    request.log.info({ route: request.routeOptions.url ?? null }, 'a post was not of ours')
    return desk.show(request, reply, { page: forgedPage, status: FORBIDDEN })
  })
  routes(desk, part)
}
