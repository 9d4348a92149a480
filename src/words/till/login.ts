/** Everything that is said around logging in to the web application, in Swedish and in English of the same form. */

export const LANGUAGES = ['sv', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export type LoginWords = typeof SV

const SV = {
  service: 'E-frikort',
  toLogin: 'Logga in',
  again: 'Logga in igen',
  logOut: 'Logga ut',
  goOn: 'Fortsätt',
  back: 'Tillbaka',
  otherLanguage: 'In English',
  help: 'Behöver du hjälp?',
  support: (name: string, phone: string, hours: string) => `${name}, ${phone}, ${hours}`,
  ended: {
    title: 'Du är utloggad',
    text: 'Sessionen har tagit slut. Det händer när ingen har gjort något på en stund, eller när arbetspasset har varit långt.',
    kept: 'Det du skrev är sparat, men inget har registrerats. Logga in igen med samma kort, så kommer det tillbaka.',
    notKept: 'Inget har registrerats.',
  },
  kept: {
    title: 'Det du skrev finns kvar',
    text: 'Sessionen tog slut innan det kom fram. Inget har registrerats. Se efter att det stämmer, och skicka det eller släng det.',
    send: 'Skicka nu',
    drop: 'Släng det',
  },
  loggedOut: { title: 'Du är utloggad', text: 'Ta ut ditt kort ur läsaren.' },
  choose: {
    title: 'Välj uppdrag',
    text: 'Uppdraget avgör vilken vårdgivare och enhet som det du registrerar hamnar på.',
    legend: 'Dina uppdrag',
    notChosen: 'Välj ett av uppdragen.',
    notAble: 'Det uppdraget kan inte väljas.',
    others: 'Uppdrag som inte kan väljas',
  },
  whyNot: {
    ended: (through: string) => `Uppdraget tog slut ${through}.`,
    notBegun: (from: string) => `Uppdraget börjar ${from}.`,
    purpose: (purpose: string) => `Regionen tar inte emot uppdrag med ändamålet ${purpose}.`,
    principal: 'Uppdraget hör till en vårdhuvudman som inte finns här.',
  },
  none: {
    title: 'Du har inget uppdrag att arbeta med',
    text: 'Du är inloggad, men inget av dina medarbetaruppdrag kan användas här. Den som ansvarar för dina uppdrag kan ändra det.',
    noRole: 'Du saknar en roll i E-frikort. Den som ansvarar för dina behörigheter kan beställa en.',
  },
  refused: {
    title: 'Det gick inte att logga in',
    cancelled: 'Inloggningen avbröts.',
    old: 'Inloggningen är redan använd, eller blev liggande för länge. Börja om.',
    broken: 'Inloggningstjänstens svar kunde inte godtas. Börja om. Händer det igen, ring supporten.',
    claims:
      'Inloggningstjänsten lämnade inte de uppgifter om dig som behövs. Det går inte att rätta till här: ring supporten.',
    silent: 'Inloggningstjänsten svarar inte. Försök igen om en stund.',
    noProvider: 'Ingen inloggningstjänst är inställd för den här installationen.',
    unknown: 'Kortet är giltigt, men den som har det är inte känd här.',
    noCertificate: 'Inget giltigt kort har visats. Sätt i kortet, stäng webbläsaren och öppna den igen.',
  },
  forged: {
    title: 'Det gick inte att ta emot',
    text: 'Sidan du skickade från är för gammal, eller inte vår. Inget har registrerats. Gå tillbaka, ladda om sidan och försök igen.',
  },
}

const EN: LoginWords = {
  service: 'E-frikort',
  toLogin: 'Log in',
  again: 'Log in again',
  logOut: 'Log out',
  goOn: 'Continue',
  back: 'Back',
  otherLanguage: 'På svenska',
  help: 'Do you need help?',
  support: (name, phone, hours) => `${name}, ${phone}, ${hours}`,
  ended: {
    title: 'You are logged out',
    text: 'The session has ended. That happens when nobody has done anything for a while, or when the shift has been long.',
    kept: 'What you typed is kept, but nothing has been registered. Log in again with the same card and it comes back.',
    notKept: 'Nothing has been registered.',
  },
  kept: {
    title: 'What you typed is still here',
    text: 'The session ended before it arrived. Nothing has been registered. See that it is right, then send it or throw it away.',
    send: 'Send now',
    drop: 'Throw it away',
  },
  loggedOut: { title: 'You are logged out', text: 'Take your card out of the reader.' },
  choose: {
    title: 'Choose an assignment',
    text: 'The assignment decides for which care provider and unit you register.',
    legend: 'Your assignments',
    notChosen: 'Choose one of the assignments.',
    notAble: 'That assignment cannot be chosen.',
    others: 'Assignments that cannot be chosen',
  },
  whyNot: {
    ended: (through) => `The assignment ended ${through}.`,
    notBegun: (from) => `The assignment begins ${from}.`,
    purpose: (purpose) => `The region does not accept assignments with the purpose ${purpose}.`,
    principal: 'The assignment belongs to a care principal that is not here.',
  },
  none: {
    title: 'You have no assignment to work by',
    text: 'You are logged in, but none of your assignments can be used here. Whoever manages your assignments can change that.',
    noRole: 'You have no role in E-frikort. Whoever manages your access can order one.',
  },
  refused: {
    title: 'You could not be logged in',
    cancelled: 'The login was cancelled.',
    old: 'The login has been used already, or was left for too long. Start again.',
    broken:
      'The answer of the identity provider could not be accepted. Start again. If it happens again, call support.',
    claims: 'The identity provider did not tell what is needed about you. It cannot be put right here: call support.',
    silent: 'The identity provider does not answer. Try again in a while.',
    noProvider: 'No identity provider is configured for this installation.',
    unknown: 'The card is valid, but its holder is not known here.',
    noCertificate: 'No valid card has been shown. Insert the card, close the browser and open it again.',
  },
  forged: {
    title: 'It could not be received',
    text: 'The page you sent from is too old, or not ours. Nothing has been registered. Go back, reload the page and try again.',
  },
}

export const LOGIN_WORDS: Readonly<Record<Language, LoginWords>> = { sv: SV, en: EN }

/** The pages of the demo's own identity provider: in Swedish alone. */
export const CARD_WORDS = {
  title: 'Visa ditt kort',
  demo: 'Det här är demons egen inloggningstjänst. Den spelar SITHS-kortet. Ingen av personerna finns.',
  who: 'Kort',
  pin: 'PIN-kod',
  pinHint: 'Koden står i README.',
  logIn: 'Logga in',
  cancel: 'Avbryt',
  error: 'Det gick inte att logga in',
  choose: 'Välj ett kort.',
  wrong: (left: number) => `Fel PIN-kod. ${left === 1 ? 'Ett försök' : `${left} försök`} kvar.`,
  locked: (seconds: number) =>
    `Kortet är spärrat efter tre fel PIN-koder. Försök igen om ${seconds === 1 ? 'en sekund' : `${seconds} sekunder`}.`,
  over: 'Inloggningen har tagit slut. Gå tillbaka till E-frikort och börja om.',
  toService: 'Till E-frikort',
}
