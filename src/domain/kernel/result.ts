/** An expected yes or no as a value. A bug is thrown instead (invariant.ts). */

export type Ok<T> = { readonly ok: true; readonly value: T }
export type No<R> = { readonly ok: false; readonly refusal: R }
export type Result<T, R> = Ok<T> | No<R>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const no = <R>(refusal: R): No<R> => ({ ok: false, refusal })
