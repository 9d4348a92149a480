/** Where an installation keeps what is written out of its databases, and the key it is signed with. */

import { join } from 'node:path'

/** Takes the folder that the settings name, and the environment; null: the installation's own. Gives the folder of its seals and its register of erasures. */
export const headsFolderOf = (headsFolder: string, environment: string | null): string =>
  environment === null ? headsFolder : join(headsFolder, environment)

/** Where the private key of the seals lies; the public one lies beside it. */
export const headsKeyFile = (dataFolder: string): string => join(dataFolder, 'heads.key')
