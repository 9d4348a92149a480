/** What an environment may be called: it is part of an address, a database's name and a folder's. */

export const ENVIRONMENT_NAME = /^[a-z][a-z0-9]{0,19}$/
