/** A bare Fastify that reads what is posted and answers one constant: what HTTP alone costs, beside which the service is measured. A process of its own. */

import { fastify } from 'fastify'
import { getCardForPerson } from '../../src/contracts/efrikort/reading3.ts'
import { pathOf } from '../../src/contracts/efrikort/routes.ts'

/** As long as a card's answer, and known by the load as one that did what was asked. */
const ANSWER = `<m1:resultCode>OK</m1:resultCode>${'x'.repeat(1_400)}`

const app = fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post(pathOf(getCardForPerson), async (_request, reply) => reply.type('text/xml; charset=utf-8').send(ANSWER))
const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`answers at ${address}\n`)
