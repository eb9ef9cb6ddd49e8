import type { App } from '../app.ts'
import type { Tell } from '../backup/progress.ts'
import type { Deps } from '../deps.ts'
import { UsageError } from '../errors/usage-error.ts'
import { DEMO_SITE } from '../first-start.ts'
import { seedDemo } from '../seed/index.ts'
import { backUp } from './backups.ts'
import { examine } from './doctor.ts'
import { operate, type Words } from './operations.ts'

export type Installation = { deps: Deps; server: App; isServing: boolean }

/** One command on an installation, whether it serves or not: the lines to print. `tell` hears how far a long one is. */
export async function run(installation: Installation, words: Words, tell: Tell = () => undefined): Promise<string[]> {
  if (words[0] === 'backup') return backUp(installation, words, tell)
  if (words[0] === 'doctor') return examine(installation.deps, installation.server.domains)
  if (words[0] === 'seed') return seed(installation)
  return operate(installation.server.domains, words)
}

/** The story runs under a clock of the past, which connected people must not see. */
async function seed({ deps, server, isServing }: Installation): Promise<string[]> {
  if (isServing) throw new UsageError('Stop the server first, then run this again.')
  const workspaceId = await server.domains.setup.ownedWorkspace()
  if (!workspaceId) throw new UsageError('Nothing is set up yet: start the server once and follow its link.')
  const { sites } = server.domains
  if (!(await sites.findByKey(DEMO_SITE.key))) await sites.create(workspaceId, DEMO_SITE)
  await seedDemo(deps, server, workspaceId)
  return ['The demo shop has its conversations. Serve its page with PARLEY_DEMO=1.']
}
