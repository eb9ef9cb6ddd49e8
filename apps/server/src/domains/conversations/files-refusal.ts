import type { Draft, SendFrame } from '@parley/protocol'
import type { Principal } from '../../lib/principal.ts'
import type { ActionDeps } from './action-deps.ts'
import { filesOf } from './bodies.ts'
import { type Refusal, refuse } from './command.ts'

/** Why a visitor's message may not carry so many files; null when it may, and of everybody else. */
export async function filesRefusal(
  { sites }: Pick<ActionDeps, 'sites'>,
  principal: Principal,
  { kind, body }: SendFrame,
): Promise<Refusal | null> {
  if (principal.type !== 'visitor' || kind !== 'msg.new') return null
  const count = filesOf(body as Draft).length // judged by the schema of its kind
  const files = count > 1 ? await sites.filesOf(principal.workspaceId, principal.siteId) : null
  if (!files || count <= files.atOnce) return null
  const errors = [{ pointer: '#/body/attachments', detail: `must be at most ${files.atOnce} on this site` }]
  return { ...refuse('too_many_files', 'The message carries more files than the site takes.'), errors }
}
