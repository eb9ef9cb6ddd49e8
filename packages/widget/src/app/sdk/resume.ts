import { ask } from '../lazy/ask.ts'
import { checks } from './checks.ts'
import type { Own } from './own.ts'

const TOKEN = /^wsp_[0-9a-z]{20}\.[\w-]{43}$/

/** A link is used by a press, never by being looked at: whatever scans mail opens pages as well (SYNC-87). */
export async function resume(own: Own, token: string): Promise<{ conversationId: string }> {
  if (typeof token !== 'string' || !TOKEN.test(token)) checks(own).refuse('token', 'what a link has behind its #')
  const { models, kit } = await own.chat()
  await kit.loadMore()
  await own.frame.setOpen(true)
  const { t } = kit
  const put = (title: string, text: string, yes: string, keep?: string) =>
    ask({ kit, models, root: own.frame.root }, { title, text, yes, keep, tone: 'yes' })
  if (!(await put(t('resume_ask'), t('resume_what'), t('resume_yes'), t('resume_no'))))
    throw own.fail('canceled', 'the visitor would rather not')
  models.client.start()
  try {
    const { conversationId } = await (await models.client.person()).resume(token)
    models.chat.openOne(conversationId)
    return { conversationId }
  } catch (error) {
    const isOver = (error as { code?: string }).code === 'link_expired'
    void put(t('resume_ask'), t(isOver ? 'resume_over' : 'resume_failed'), t('resume_close'))
    throw error
  }
}
