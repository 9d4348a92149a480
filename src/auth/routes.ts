/** The addresses around logging in: to the identity provider and back, out, which assignment, which language. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Staff } from '../domain/decisions/staff.ts'
import { LANGUAGES } from '../words/till/login.ts'
import { setCookie } from './cookies.ts'
import { type Desk, todayAt, visitorIn } from './desk.ts'
import { isKeeping, keptIn } from './keptForm.ts'
import { KEPT_ADDRESS, keptPage } from './keptPage.ts'
import { STYLE_ADDRESS, styleSheet } from './layout.ts'
import { localAddress } from './localAddress.ts'
import { beginAtProvider, finishAtProvider, type LoginEnd } from './loginByProvider.ts'
import { type Choice, choicePage, endedPage, loggedOutPage, type RefusalKind, refusedPage } from './pages.ts'
import type { Session } from './sessionStore.ts'
import { KEPT_FORM } from './sessions.ts'
import { whyNot, workable } from './workable.ts'

const SEE_OTHER = 303
const YEAR_SECONDS = 31_536_000
const HOUR = 'max-age=3600'

export function routes(desk: Desk, part: FastifyInstance): void {
  part.get('/logga-in', (request, reply) => logIn(desk, request, reply))
  part.get('/logga-in/svar', async (request, reply) =>
    cameBack(desk, request, reply, await finishAtProvider(desk, request)),
  )
  part.get('/logga-in/igen', (request, reply) => ended(desk, request, reply))
  part.get('/logga-in/ute', (request, reply) => desk.show(request, reply, { page: loggedOutPage, status: 200 }))
  part.get(STYLE_ADDRESS, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', HOUR).send(styleSheet()),
  )
  part.post('/logga-ut', async (request, reply) => {
    await desk.sessions.end(request, reply)
    return reply.redirect('/logga-in/ute', SEE_OTHER)
  })
  part.get(KEPT_ADDRESS, (request, reply) => showKept(desk, request, reply))
  part.post(KEPT_ADDRESS, async (request, reply) => {
    const found = await desk.sessions.find(request)
    if (found?.isLive === true) await desk.sessions.remember(found.session, KEPT_FORM, null)
    return reply.redirect('/', SEE_OTHER)
  })
  part.get('/uppdrag', async (request, reply) => choose(desk, request, reply, null))
  part.post('/uppdrag', async (request, reply) => chosen(desk, request, reply))
  part.post('/sprak', { config: { needsNoToken: true } }, (request, reply) => {
    const { sprak, till } = fieldsOf(request)
    const value = LANGUAGES.find((one) => one === sprak)
    if (value !== undefined) setCookie(desk.jar, reply, { name: 'efrikort-sprak', value, seconds: YEAR_SECONDS })
    return reply.redirect(localAddress(till), SEE_OTHER)
  })
}

const toldIn = (request: FastifyRequest): string => localAddress((request.query as Record<string, unknown>)['till'])
const fieldsOf = ({ body }: FastifyRequest): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}

/** One who is logged in already goes on; one who has no assignment chosen goes there first. */
async function logIn(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const returnTo = toldIn(request)
  const found = await desk.sessions.find(request)
  if (visitorIn(desk, request, found) !== null) return reply.redirect(returnTo, SEE_OTHER)
  if (found?.isLive === true) return reply.redirect(choiceAddress(returnTo), SEE_OTHER)
  const { wayIn } = desk
  return wayIn.kind === 'provider'
    ? cameBack(desk, request, reply, await beginAtProvider(desk, { request, reply, returnTo }))
    : byCertificate(desk, request, reply)
}

async function byCertificate(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { wayIn, ports } = desk
  const holder = wayIn.kind === 'certificate' ? wayIn.holderOf(request) : null
  const staff = holder === null ? null : ports.directory.staff(holder)
  if (staff === null) return refuse(desk, request, reply, holder === null ? 'noCertificate' : 'unknown')
  return welcome(desk, request, reply, { staff, returnTo: toldIn(request) })
}

async function cameBack(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  end: LoginEnd,
): Promise<FastifyReply> {
  switch (end.kind) {
    case 'leave':
      return reply.redirect(end.address, SEE_OTHER)
    case 'loggedIn':
      return welcome(desk, request, reply, end)
    case 'refused': {
      // The way back in the browser's history leads through here.
      const isIn = end.why === 'old' && (await desk.sessions.find(request))?.isLive === true
      return isIn ? reply.redirect('/', SEE_OTHER) : refuse(desk, request, reply, end.why)
    }
  }
}

const STATUSES: Readonly<Record<RefusalKind, number>> = {
  cancelled: 403,
  old: 400,
  broken: 400,
  claims: 403,
  silent: 503,
  noProvider: 503,
  unknown: 403,
  noCertificate: 403,
}

/** The log tells the reason, and nothing of the person. */
function refuse(desk: Desk, request: FastifyRequest, reply: FastifyReply, why: RefusalKind): FastifyReply {
  request.log.info({ why }, 'a login was refused')
  return desk.show(request, reply, { page: (setting) => refusedPage(setting, why), status: STATUSES[why] })
}

type LoggedIn = { readonly staff: Staff; readonly returnTo: string }

async function welcome(desk: Desk, request: FastifyRequest, reply: FastifyReply, { staff, returnTo }: LoggedIn) {
  const session = await desk.sessions.open(request, reply, staff)
  const isReady = session.chosen !== null && staff.roles.size > 0
  return reply.redirect(isReady ? returnTo : choiceAddress(returnTo), SEE_OTHER)
}

const choiceAddress = (returnTo: string): string => `/uppdrag?till=${encodeURIComponent(returnTo)}`

/** What was posted with an ended session stands kept beside it, and the page says whether it is. */
async function ended(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const kept = isKeeping(await desk.sessions.find(request))
  const returnTo = toldIn(request)
  return desk.show(request, reply, { page: (setting) => endedPage(setting, { returnTo, kept }), status: 200 })
}

async function showKept(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await desk.sessions.find(request)
  if (found === null || visitorIn(desk, request, found) === null)
    return reply.redirect(`/logga-in?till=${encodeURIComponent(KEPT_ADDRESS)}`, SEE_OTHER)
  const kept = keptIn(found.session)
  if (kept === null) return reply.redirect('/', SEE_OTHER)
  return desk.show(request, reply, { page: (setting) => keptPage(setting, kept, found.session.csrf), status: 200 })
}

async function choose(desk: Desk, request: FastifyRequest, reply: FastifyReply, fault: Choice['fault']) {
  const found = await desk.sessions.find(request)
  const returnTo = fault === null ? toldIn(request) : localAddress(fieldsOf(request)['till'])
  if (found === null || !found.isLive)
    return reply.redirect(`/logga-in?till=${encodeURIComponent(returnTo)}`, SEE_OTHER)
  const choice = choiceOf(desk, found.session, { returnTo, fault })
  const status = choice.able.length === 0 ? 403 : fault === null ? 200 : 422
  return desk.show(request, reply, { page: (setting) => choicePage(setting, choice), status })
}

function choiceOf(desk: Desk, { staff, chosen, csrf }: Session, told: Pick<Choice, 'returnTo' | 'fault'>): Choice {
  const today = todayAt(desk)
  const unable = staff.assignments.flatMap((assignment) => {
    const why = whyNot(assignment, today)
    return why === null ? [] : [{ assignment, why }]
  })
  const able = staff.roles.size === 0 ? [] : workable(staff, today)
  return { staff, able, unable, chosen, csrf, ...told }
}

async function chosen(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { uppdrag, till } = fieldsOf(request)
  const found = await desk.sessions.find(request)
  if (found === null || !found.isLive) return reply.redirect('/logga-in/igen', SEE_OTHER)
  if (typeof uppdrag !== 'string') return choose(desk, request, reply, 'notChosen')
  const assignment = workable(found.session.staff, todayAt(desk)).find(({ id }) => id === uppdrag)
  if (assignment === undefined) return choose(desk, request, reply, 'notAble')
  await desk.sessions.choose(found.session, assignment.id)
  return reply.redirect(localAddress(till), SEE_OTHER)
}
