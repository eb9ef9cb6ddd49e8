import path from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that last longer than their size tells, the longest first. Where no earlier run is known, as on a fresh clone, Vitest
 * begins with the largest; a long one that begins last keeps one worker busy while the others have nothing left.
 */
export const LONGEST = [
  'apps/e2e/src/journeys/visitor-browser.e2e.ts',
  'apps/e2e/src/journeys/access.e2e.ts',
  'apps/e2e/src/zoo/zoo.e2e.ts',
  'apps/e2e/src/journeys/main-job.e2e.ts',
  'apps/e2e/src/journeys/access-languages.e2e.ts',
  'apps/e2e/src/journeys/look.e2e.ts',
  'apps/e2e/src/journeys/install.e2e.ts',
  'apps/e2e/src/journeys/attention.e2e.ts',
  'apps/e2e/src/journeys/queue-wait.e2e.ts',
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
