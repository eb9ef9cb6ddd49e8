import type { Client, ConversationHandle, SendBody } from '@parley/client'
import type { CloseReasonId, ConversationId, Timestamp } from '@parley/protocol'
import { fullTime } from '../format/times.ts'
import { t } from '../i18n/translate.ts'
import type { ToastsModel } from './toasts-model.ts'

/** What is done with the conversation once the answer is stored. */
export type Then = { is: 'close'; reasonId?: CloseReasonId | undefined } | { is: 'snooze'; until: Timestamp }

/** It is not sent now, but by the server at its time. */
export type Later = { is: 'later'; at: Timestamp }

type Deps = { client: Pick<Client, 'open'>; toasts: Pick<ToastsModel, 'show'> }
type Line = Pick<ConversationHandle, 'command'>

/** Sends an answer; closes or snoozes its conversation afterwards, and only if the answer was stored. */
export function createFollowUp({ client, toasts }: Deps) {
  return async (id: ConversationId, body: SendBody<'msg.new'>, then: Then | null): Promise<void> => {
    const handle = client.open(id)
    try {
      const { phase } = await handle.command('msg.new', body)
      if (!then) return
      if (phase !== 'sent') return toasts.show({ text: t(`follow.${phase}.${then.is}`), tone: 'problem' })
      await carryOut(id, handle, then)
    } finally {
      handle.release()
    }
  }

  async function carryOut(id: ConversationId, line: Line, then: Then): Promise<void> {
    const result =
      then.is === 'close'
        ? await line.command('conv.status', { status: 'closed', ...(then.reasonId && { reasonId: then.reasonId }) })
        : await line.command('conv.snooze', { until: then.until })
    // Somebody closed it meanwhile: so it was to be.
    if (result.phase === 'failed' && result.code !== 'unchanged')
      return toasts.show({ text: t(`follow.refused.${then.is}`), tone: 'problem' })
    const text = then.is === 'close' ? t('follow.closed') : t('follow.snoozed', { time: fullTime(then.until) })
    toasts.show({ text, tone: 'plain', undo: () => void takeBack(id, then) })
  }

  async function takeBack(id: ConversationId, { is }: Then): Promise<void> {
    const handle = client.open(id)
    if (is === 'close') await handle.command('conv.status', { status: 'open' })
    else await handle.command('conv.snooze', { until: null })
    handle.release()
  }
}
