/** What stands in place of a provider that the viewer may not see (domain.md S4). */

export const MASKS = { otherProvider: 'Annan vårdgivare', otherRegion: 'Extern vårdgivare' } as const

export const MASKS_IN_ENGLISH: Readonly<Record<keyof typeof MASKS, string>> = {
  otherProvider: 'Another care provider',
  otherRegion: 'Care provider of another region',
}

/** The same where the contract has room for an HSA-id only. */
export const SHORT_MASKS = { otherProvider: 'ANNAN', otherRegion: 'EXTERN' } as const
