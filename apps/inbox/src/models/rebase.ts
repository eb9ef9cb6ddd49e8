import { ClientError } from '@parley/client'
import type { Site } from '@parley/protocol'
import type { SitesModel } from './sites-model.ts'

/**
 * Saves, and where somebody else saved the same since, reads what is there now and hands it to `onto`, so that what is being
 * edited goes onto it. Throws in any case then: the person looks at it before it is saved.
 */
export async function saveOrReread(
  sites: Pick<SitesModel, 'reread'>,
  id: Site['id'],
  { save, onto }: { save(): Promise<void>; onto(site: Site): void },
): Promise<void> {
  try {
    await save()
  } catch (error) {
    const isOld = error instanceof ClientError && error.code === 'changed_since'
    const site = isOld ? await sites.reread(id) : null
    if (site) onto(site)
    throw error
  }
}

/** `mine`, without what in it is still as it was `before`: that is as in `theirs`. */
export function mergedOnto<T extends object>(before: T, mine: T, theirs: T): T {
  const old = new Map(Object.entries(before))
  const own = Object.entries(mine).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old.get(key)))
  return { ...theirs, ...Object.fromEntries(own) }
}
