/** The versions of eFrikort that the door speaks, side by side: a caller keeps the one it knows. */

import type { Contract } from '../soap/form.ts'
import { version1, version2 } from './version1and2.ts'
import { version3 } from './version3.ts'

export const contracts: readonly Contract[] = [version1, version2, version3]
