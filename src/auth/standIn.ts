/** The page at / as long as no other stands there: it says who is logged in. */

import type { FastifyInstance } from 'fastify'
import { plainLayout, STYLE_ADDRESS } from './layout.ts'
import { frontPage } from './pages.ts'
import type { Auth } from './visitor.ts'

const SEE_OTHER = 303
const layout = plainLayout(STYLE_ADDRESS)

export const standIn = (part: FastifyInstance, auth: Auth): void =>
  void part.get('/', async (request, reply) => {
    const visitor = await auth.visitorOf(request)
    if (visitor === null) return reply.redirect(auth.loginAddress('/'), SEE_OTHER)
    const page = frontPage({ language: visitor.language, support: null }, visitor)
    return reply.type('text/html; charset=utf-8').send(layout(page, '/'))
  })
