/** Every page of the till. The menu follows their order. */

import type { Page } from '../page.ts'
import { search, searched, searchedByCard } from './search/search.ts'

export const PAGES: readonly Page[] = [search, searched, searchedByCard]
