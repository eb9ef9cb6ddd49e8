import { describe, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { photo } from '../harness/files.ts'
import { freePort, OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const port = await freePort()
const on = (area: string) => `http://${area}.localhost:${port}`
const stage = useStage({
  PORT: String(port),
  PUBLIC_URL: on('chat'),
  INBOX_URL: on('inbox'),
  VISITOR_URL: on('chat'),
  FILES_URL: on('files'),
  API_URL: on('api'),
})

describe('four areas on four hosts', () => {
  it('a visitor writes and sends a photo, an agent answers, and no link crosses areas', async () => {
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, on('inbox'))
    await inbox.signInByForm(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write('over four hosts')
    await inbox.openRow('over four hosts') // while it is what the row tells
    await chat.attach({ name: 'cup.png', mimeType: 'image/png', buffer: photo() })
    await inbox.thread.getByRole('img', { name: /cup/ }).first().waitFor()
    await inbox.answer('answered over four hosts')
    await chat.message('answered over four hosts').waitFor()
    await visitor.context.close()
    await agent.context.close()
  })
})
