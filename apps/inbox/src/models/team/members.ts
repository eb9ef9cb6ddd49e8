import type { ConversationHandle, SendBody } from '@parley/client'
import type { AgentId } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import type { ToastsModel } from '../toasts-model.ts'

type Deps = { handle: Pick<ConversationHandle, 'command'>; toasts: Pick<ToastsModel, 'show'> }
type Kind = 'part.join' | 'part.leave' | 'conv.field'

/** Who takes part in a group and what it is called. Each says what came of it where it failed. */
export function createMembers({ handle, toasts }: Deps) {
  async function change<K extends Kind>(kind: K, body: SendBody<K>): Promise<boolean> {
    const result = await handle.command(kind, body)
    if (result.phase === 'pending') toasts.show({ text: t('toast.later'), tone: 'plain' })
    else if (result.phase === 'failed' && result.code !== 'unchanged') {
      toasts.show({ text: t('refused.other'), tone: 'problem' })
      return false
    }
    return true
  }
  return {
    addMember: (agentId: AgentId) => change('part.join', { agentId }),
    removeMember: (agentId: AgentId) => change('part.leave', { agentId }),
    renameChat: (name: string) => change('conv.field', { key: 'name', value: name }),
  }
}
