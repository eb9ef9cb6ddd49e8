import { checks } from './checks.ts'
import type { Commands } from './command.ts'

type Names = 'openConversation' | 'resume' | 'openConversations' | 'openNew' | 'openHome'

/** Where the chat is opened. */
export const navigation: Pick<Commands, Names> = {
  async openConversation(own, conversationId) {
    const id = checks(own).id('conversationId', conversationId, 'cnv') as `cnv_${string}`
    const { models } = await own.chat()
    models.client.start()
    models.chat.openOne(id)
    await own.frame.setOpen(true)
  },
  resume: async (own, token) => (await import('./resume.ts')).resume(own, token),
  async openConversations(own) {
    await own.frame.setOpen(true)
    const { models } = await own.chat()
    await models.chat.showList()
  },
  async openNew(own, text) {
    const { models } = await own.chat()
    models.chat.startNew()
    if (text !== undefined) models.composer.write(checks(own).text('text', text))
    await own.frame.setOpen(true)
  },
  openHome: (own) => own.frame.setOpen(true),
}
