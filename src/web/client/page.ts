/** What script adds to the pages: keys, a quote that follows what is typed, changes of other tills, and forms that survive a lost network. Without it the pages work as well. */

import { start } from './start.ts'
import './keys.ts'
import './send.ts'
import './print.ts'

start()
