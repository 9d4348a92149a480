/** What a browser complains of while a test goes on: errors of scripts, breaches of the content security policy, what could not be fetched. */

import assert from 'node:assert/strict'
import type { BrowserContext, ConsoleMessage, Request, Response } from 'playwright-core'

export type Heard = {
  /** From now on such a complaint is what the test is about. */
  readonly expect: (pattern: RegExp) => void
  /** Fails when there was a complaint that nobody expected. */
  readonly nothing: () => void
}

export function listenTo(context: BrowserContext): Heard {
  const complaints: string[] = []
  const expected: RegExp[] = []
  const complain = (text: string): void => void complaints.push(text)
  context.on('weberror', (error) => complain(`a script failed: ${error.error().stack ?? error.error().message}`))
  context.on('console', (message) => {
    if (isComplaint(message)) complain(`${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('response', (response) => {
    if (isBroken(response)) complain(`answered ${response.status()}: ${pathOf(response.url())}`)
  })
  return {
    expect: (pattern) => void expected.push(pattern),
    nothing: () =>
      assert.deepEqual(
        complaints.filter((text) => !expected.some((pattern) => pattern.test(text))),
        [],
        'the browser complained',
      ),
  }
}

/** A page that refuses tells so by its status, which the console repeats as an error of the network; the answer itself is judged instead. */
const STATUS_REPEATED = /^Failed to load resource: the server responded with a status of/

const isComplaint = (message: ConsoleMessage): boolean =>
  (message.type() === 'error' && !STATUS_REPEATED.test(message.text())) ||
  /content security policy|deprecat/i.test(message.text())

const BROKEN = 500

/** A page or a form may be refused; a fault may not be, nor may any part of a page be missing. */
const isBroken = (response: Response): boolean =>
  response.status() >= BROKEN || (!response.ok() && !isRedirect(response) && !isAsked(response.request()))

const isAsked = (request: Request): boolean => request.isNavigationRequest() || request.method() === 'POST'

const isRedirect = (response: Response): boolean => response.status() >= 300 && response.status() < 400

const pathOf = (address: string): string => new URL(address).pathname
