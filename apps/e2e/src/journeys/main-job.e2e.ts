import { describe, expect, inject, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { photo } from '../harness/files.ts'
import { OWNER } from '../harness/server.ts'
import { type Stage, useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const mongodbUri = inject('mongodbUri')

/** The environment of a server on a database of its own in the tests' MongoDB. */
function onMongodb(uri: string): Record<string, string> {
  const url = new URL(uri)
  url.pathname = `/parley_e2e_${process.pid}`
  return { MONGODB_URI: url.href, PARLEY_SECRET: 'a secret of forty characters, for tests.' }
}

const textsOf = (texts: string[], words: RegExp) => texts.flatMap((text) => text.match(words) ?? [])

function mainJob(stage: Stage, device: Device): void {
  it('R01 R19 goes from the pasted tag to an answer, through a lost line and a killed server, with nothing lost', async () => {
    const mark = `${device}-${Date.now()}`
    const says = (n: number) => `${mark} says ${n}`
    const visitor = await newPerson(stage.browser, { device })
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)

    await inbox.signInByForm(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(says(1))
    await inbox.openRow(mark) // before the photo, which the row would tell of instead
    await inbox.message(says(1)).waitFor()
    await chat.attach({ name: 'broken-vase.png', mimeType: 'image/png', buffer: photo() })
    await inbox.thread
      .getByRole('img', { name: /broken-vase/ })
      .or(inbox.thread.getByText('broken-vase'))
      .first()
      .waitFor()
    await inbox.press('Claim')
    await inbox.answer(`${mark} answer`)
    await inbox.attach({
      name: 'returns.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Send it back within 30 days.\n'),
    })
    await inbox.note(`${mark} note for colleagues`)
    await chat.message(`${mark} answer`).waitFor()
    await chat.thread.getByText('returns.txt').waitFor()
    expect(await axeFindings(visitor.page)).toEqual([])
    expect(await axeFindings(agent.page)).toEqual([])

    await inbox.press('Close')
    await visitor.page.getByText('Conversation closed').first().waitFor() // what came before that would be closed with the rest
    await chat.write(says(2))
    await inbox.message(says(2)).waitFor()
    await agent.page.getByRole('button', { name: 'Close', exact: true }).first().waitFor() // open again

    await visitor.page.reload()
    await chat.open()
    await chat.message(says(2)).waitFor()
    await visitor.context.setOffline(true)
    await chat.write(says(3))
    await chat.write(says(4))
    await stage.server.kill()
    await stage.server.start()
    await visitor.context.setOffline(false)

    await inbox.message(says(4)).waitFor({ timeout: 45_000 })
    await inbox.answer(`${mark} last answer`)
    await chat.message(`${mark} last answer`).waitFor({ timeout: 45_000 })

    const words = new RegExp(`${mark} (says \\d|answer|last answer|note for colleagues)`, 'g')
    const expected = [says(1), `${mark} answer`, says(2), says(3), says(4), `${mark} last answer`]
    expect(textsOf(await chat.thread.allInnerTexts(), words)).toEqual(expected)
    const inInbox = textsOf(await inbox.thread.allInnerTexts(), words)
    expect(inInbox.filter((text) => !text.endsWith('note for colleagues'))).toEqual(expected)
    expect(inInbox).toContain(`${mark} note for colleagues`)
    expect(visitor.troubles).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  }, 180_000)
}

function busyHour(stage: Stage): void {
  it('R26 two agents and three visitors talk at once, one agent wins each claim, and a SIGKILL loses nothing', async () => {
    const stamp = Date.now()
    const visitors = await Promise.all(
      ['Ana', 'Ben', 'Cleo'].map(async (name) => {
        const person = await newPerson(stage.browser)
        const chat = widgetPage(person.page)
        await person.page.goto(stage.host.url())
        await chat.open()
        await chat.write(`${name} ${stamp} asks`)
        return { ...person, chat, name: `${name} ${stamp}` }
      }),
    )
    const agents = await Promise.all(
      [0, 1].map(async () => {
        const person = await newPerson(stage.browser)
        const inbox = inboxPage(person.page, stage.server.url)
        await inbox.signIn(OWNER)
        return { ...person, inbox }
      }),
    )
    for (const [i, visitor] of visitors.entries()) {
      const { inbox } = agents[i % 2] as (typeof agents)[number]
      await inbox.openRow(visitor.name)
      await inbox.press('Claim')
      await inbox.answer(`${visitor.name} answered`)
      await visitor.chat.message(`${visitor.name} answered`).waitFor()
    }
    await Promise.all([
      stage.server.kill().then(stage.server.start),
      ...visitors.map(({ chat, name }) => chat.write(`${name} while it is down`)),
    ])
    for (const visitor of visitors) {
      const { inbox } = agents[0] as (typeof agents)[number]
      await inbox.openRow(visitor.name)
      await inbox.message(`${visitor.name} while it is down`).waitFor({ timeout: 45_000 })
      await eventually(
        'one bubble each',
        async () => (await visitor.chat.message(`${visitor.name} while it is down`).count()) === 1,
      )
      expect(await inbox.message(`${visitor.name} while it is down`).count()).toBe(1)
    }
    await Promise.all([...visitors, ...agents].map(({ context }) => context.close()))
  }, 180_000)
}

describe('on the embedded store', () => {
  const stage = useStage()
  describe.each<Device>(['desktop', 'phone'])('the main job on a %s', (device) => mainJob(stage, device))
  describe('a busy hour', () => busyHour(stage))
})

describe.skipIf(!mongodbUri)('on MongoDB', () => {
  const stage = useStage(onMongodb(mongodbUri ?? ''))
  describe('the main job on a desktop', () => mainJob(stage, 'desktop'))
})
