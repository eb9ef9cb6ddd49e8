import type { Clock } from '../../lib/clock.ts'
import type { Merges } from './merges.ts'
import type { EventRecord } from './model.ts'
import type { Noticed, Noticer } from './ports.ts'
import type { FollowerDeps, Take } from './search-follower.ts'
import { createSearchIndex } from './search-index.ts'
import type { Words } from './search-words.ts'
import type { Splits } from './splits.ts'

export const NOTICES = 'notices'
/** What is older is no news: a log that nobody followed yet tells nobody of its past. */
const NEWS_MS = 60 * 60_000

type Deps = Omit<FollowerDeps, 'other'> & {
  noticer: Noticer
  merges: Pick<Merges, 'tell'>
  splits: Pick<Splits, 'tell'>
  clock: Clock
}

/** Follows the logs by position (SYNC-14) for what agents are told of. */
export function createNoticeFollower({ noticer, merges, splits, clock, ...deps }: Deps) {
  const take: Take = async (logs) => {
    // Told at once by whoever merged or split, and here for whoever died between the two.
    for (const event of logs.flatMap(({ events }) => events)) {
      if (event.kind === 'conv.merge') await merges.tell(event)
      if (event.fx?.split) await splits.tell(event)
    }
    const since = clock.now().getTime() - NEWS_MS
    const news = logs
      .map(({ ref, events }) => ({ ref, events: events.filter((one) => one.ts.getTime() > since && mayConcern(one)) }))
      .filter(({ events }) => events.length > 0)
    for (const [workspaceId, those] of Map.groupBy(news, ({ ref }) => ref.workspaceId)) {
      const noticed = await Promise.all(those.map((one) => noticedIn(deps.log, one)))
      await noticer.take(workspaceId, noticed.flat())
    }
  }
  return createSearchIndex({ ...deps, other: { holder: NOTICES, take } })
}

/** With the conversation as it is at the end of its log; nothing of one that is there no more. */
async function noticedIn(log: FollowerDeps['log'], { ref, events }: Words): Promise<Noticed[]> {
  const record = await log.state(ref)
  return record && !record.erasedAt && !record.movedTo ? [{ record, events }] : []
}

function mayConcern({ kind, actor }: EventRecord): boolean {
  if (kind === 'msg.new') return actor.type === 'visitor' || actor.type === 'contact'
  return kind === 'conv.assign' || kind === 'conv.department' || kind === 'note.new' || kind === 'note.edit'
}
