/** A value that is more than its representation: öre are not days, though both are numbers. */

declare const brand: unique symbol
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
