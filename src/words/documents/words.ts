/** The words of the documents by language. */

import { en } from './en.ts'
import { type DocumentWords, sv } from './sv.ts'

export type { DocumentWords } from './sv.ts'

export type Language = 'sv' | 'en'

const WORDS: Readonly<Record<Language, DocumentWords>> = { sv, en }

export const documentWords = (language: Language): DocumentWords => WORDS[language]
