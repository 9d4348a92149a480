/** The one table from what is wrong with a value in a message to the Swedish sentence that its sender sees. */

import type { Invalid, Problem } from '../soap/read.ts'

type Sentence = (element: string, limit: number | undefined) => string

const SENTENCES: Readonly<Record<Problem, Sentence>> = {
  missing: (element) => `Uppgiften ${element} saknas.`,
  repeated: (element) => `Uppgiften ${element} förekommer mer än en gång.`,
  wrongOrder: (element) => `Uppgiften ${element} står på fel plats i meddelandet.`,
  unknownElement: (element) => `Uppgiften ${element} finns inte i kontraktet, eller står i fel namnrymd.`,
  unexpectedText: (element) => `Uppgiften ${element} innehåller text där det ska stå element.`,
  nil: (element) => `Uppgiften ${element} är markerad som nil: utelämna den i stället.`,
  tooLong: (element, limit) => `Uppgiften ${element} är för lång: högst ${limit} tecken får plats.`,
  unknownValue: (element) => `Uppgiften ${element} har ett värde som inte finns i kontraktet.`,
  notANumber: (element) => `Uppgiften ${element} är inte ett tal.`,
  tooLarge: (element) => `Uppgiften ${element} är ett för stort tal.`,
  moreThanTwoDecimals: (element) => `Uppgiften ${element} har mer än två decimaler.`,
  notADate: (element) => `Uppgiften ${element} är inte ett datum i formen ÅÅÅÅ-MM-DD.`,
  notATime: (element) => `Uppgiften ${element} är inte en tidpunkt i formen ÅÅÅÅ-MM-DDTtt:mm:ss.`,
  notTrueOrFalse: (element) => `Uppgiften ${element} är varken true eller false.`,
}

/** Gives the sentence that names the element and what is wrong with it. */
export const sentenceFor = ({ problem, element, limit }: Invalid): string => SENTENCES[problem](element, limit)
