import path from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that last 25 seconds and more, the longest first. Where no earlier run is known, as on a fresh clone, Vitest begins
 * with the largest; a long one that begins last keeps one worker busy while the others have nothing left.
 */
export const LONGEST = [
  'apps/e2e/src/zoo/zoo.e2e.ts',
  'apps/e2e/src/journeys/main-job.e2e.ts',
  'apps/e2e/src/backup.test.ts',
  'apps/e2e/src/journeys/visitor-browser.e2e.ts',
  'apps/e2e/src/journeys/access.e2e.ts',
  'apps/server/src/negative/routes.test.ts',
  'apps/e2e/src/journeys/look.e2e.ts',
  'apps/server/src/negative/people.test.ts',
  'apps/e2e/src/journeys/access-languages.e2e.ts',
  'apps/e2e/src/journeys/inbox-offline.e2e.ts',
  'apps/e2e/src/journeys/install.e2e.ts',
  'apps/e2e/src/journeys/campaigns.e2e.ts',
  'apps/e2e/src/journeys/files.e2e.ts',
  'apps/server/src/domains/live-visitors/live-visitors.test.ts',
  'apps/e2e/src/journeys/live-visitors.e2e.ts',
  'apps/e2e/src/journeys/ten-tasks.e2e.ts',
  'apps/e2e/src/journeys/messages.e2e.ts',
  'apps/e2e/src/journeys/together.e2e.ts',
  'apps/e2e/src/client-sync.test.ts',
  'apps/e2e/src/journeys/attention.e2e.ts',
  'apps/server/src/domains/conversations/failover-load.test.ts',
  'packages/database/src/embedded/crash.test.ts',
  'apps/server/src/negative/frames.test.ts',
  'apps/e2e/src/journeys/canned-responses.e2e.ts',
  'apps/server/src/negative/sockets.test.ts',
  'apps/e2e/src/journeys/examples.e2e.ts',
  'apps/server/src/backup/backup.test.ts',
  'apps/e2e/src/journeys/queue-wait.e2e.ts',
  'apps/e2e/src/journeys/reasons.e2e.ts',
  'packages/database/src/embedded/power-loss.test.ts',
  'apps/server/src/negative/lines.test.ts',
  'apps/e2e/src/journeys/sdk-window.e2e.ts',
  'apps/server/src/negative/fuzz.test.ts',
  'apps/e2e/src/journeys/announcements.e2e.ts',
  'apps/e2e/src/journeys/sdk-people.e2e.ts',
  'apps/e2e/src/journeys/forms.e2e.ts',
  'apps/e2e/src/journeys/npm-package.e2e.ts',
  'scripts/bench/server.test.ts',
  'apps/e2e/src/journeys/access-keys.e2e.ts',
  'apps/e2e/src/journeys/agent-begins.e2e.ts',
  'apps/e2e/src/journeys/campaign-settings.e2e.ts',
  'apps/server/src/domains/conversations/log-concurrency.test.ts',
]

export const root = path.resolve(import.meta.dirname, '..')

/** The usual order, but for {@link LONGEST}; groups stay one after the other. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const places = new Map(LONGEST.map((file, at) => [path.join(root, file), at]))
    const placeOf = ({ moduleId }: TestSpecification) => places.get(path.normalize(moduleId)) ?? LONGEST.length
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder
    const usual = await super.sort(files)
    return usual.toSorted((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b))
  }
}
