import type { Change, Entries } from '../outbox/entries.ts'

/** What survives a page load beside the outbox. */
export type Kept = { token?: string; visitorId?: `vis_${string}`; epoch?: string; device?: string }

/**
 * Where one identity's outbox and its proof lie: both in one place, since neither is worth anything without the other.
 * Each change is applied to what is stored, atomically over all tabs, and tells the result.
 */
export type Storage = {
  update(change: Change): Promise<Entries>
  keep(change: (kept: Kept) => Kept): Promise<Kept>
  close(): void
}
