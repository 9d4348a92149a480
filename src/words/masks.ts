/** What stands in place of a provider that the viewer may not see (domain.md S4). */

export const MASKS = { otherProvider: 'Annan vårdgivare', otherRegion: 'Extern vårdgivare' } as const
