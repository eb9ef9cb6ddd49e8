import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../../../scripts/tools.mjs'
import { newPerson } from '../harness/browser.ts'
import { anAppWithThePackage, startStrictSite } from '../harness/npm-app.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
let app: Awaited<ReturnType<typeof anAppWithThePackage>>
let site: Awaited<ReturnType<typeof startStrictSite>>

beforeAll(async () => {
  app = await anAppWithThePackage()
  const names = ['page', 'react', 'vue', 'svelte']
  const scripts = await Promise.all(names.map(async (name) => [name, await app.bundled(`${name}.ts`)] as const))
  site = await startStrictSite(stage.server.url, Object.fromEntries(scripts))
})
afterAll(async () => {
  site?.close()
  await app?.remove()
})

type Report = {
  seen: string[]
  loaded(): Promise<object>
  send(text: string): Promise<string>
  wrongSite(): Promise<string>
  early(names: readonly string[]): number
  destroy(): Promise<void>
}
type Scope = { report: Report; end(): void }

async function open(name: string) {
  const person = await newPerson(stage.browser)
  await person.page.goto(site.url(name))
  return person
}
const launchers = (page: Page) => page.getByRole('button', { name: /^(Open|Close) chat$/ })

describe('@parley/sdk as npm gets it', () => {
  it('has what its exports name, declarations first, and nothing of the sources', () => {
    const read = (file: string) => readFileSync(path.join(app.unpacked, file), 'utf8')
    const { exports, private: isPrivate } = JSON.parse(read('package.json'))
    const entries = Object.entries(exports as Record<string, Record<string, string>>).filter(([, to]) => to['types'])
    expect(entries.map(([name]) => name)).toEqual(['.', './server', './react', './vue', './svelte'])
    for (const [, to] of entries) {
      expect(Object.keys(to)).toEqual(['types', 'default'])
      for (const file of Object.values(to)) expect(existsSync(path.join(app.unpacked, file)), file).toBe(true)
      expect(existsSync(path.join(app.unpacked, `${to['default']}.map`))).toBe(true)
    }
    expect(isPrivate).toBeUndefined()
    expect(existsSync(path.join(app.unpacked, 'src'))).toBe(false)
    expect(read('LICENSE')).toBe(readFileSync(path.join(root, 'LICENSE'), 'utf8'))
    expect(read('dist/react/index.js')).toMatch(/^"use client"/)
  })

  it.each([
    ['esnext', 'bundler'],
    ['node16', 'node16'],
  ])('is understood by the compiler: module %s, resolution %s', async (module, resolution) => {
    expect(await app.typeCheck(module, resolution)).toBe('')
  })

  it('runs in Node: the backend signs and verifies, what is for browsers waits and touches nothing', () => {
    expect(app.inNode('backend.ts')).toEqual({ parts: 3, isOurs: false })
    expect(app.inNode('server-side.ts')).toEqual({ first: 'pending', names: [true, true, true] })
  })

  it('N48 chats from a bundle under the strictest policy: calls before load, one script, typed errors', async () => {
    const { page, context, troubles } = await open('page')
    const chat = widgetPage(page)
    await chat.composer.waitFor()
    const report = <T>(work: (report: Report) => T) =>
      page.evaluate(`(${work})(globalThis.report)`) as Promise<Awaited<T>>
    expect(await report((of) => of.loaded())).toMatchObject({ isSame: true, scripts: 1 })
    await report((of) => of.send('my card is 4111'))
    await chat.message('my card is ****').waitFor()
    // What the compiler refused is refused at run time, too, and thrown at nobody.
    expect(await report((of) => of.seen)).toEqual(['error invalid_argument', 'opened demo', 'queued my card is ****'])
    expect(await report((of) => of.wrongSite())).toBe(`load_failed ${stage.server.url}/reference/errors#load_failed`)
    expect(await report((of) => of.early(['unread', 'opened']))).toBe(2)
    await page.waitForFunction(() => document.querySelectorAll('script[src*="/s/"]').length === 2)
    await report((of) => of.destroy())
    await page.waitForFunction(() => document.querySelectorAll('script[src*="/s/"]').length === 1)
    expect(troubles).toEqual([])
    await context.close()
  })

  it.each(['react', 'vue', 'svelte'])(
    'in %s: one widget while it is mounted, its events, nothing after',
    async (name) => {
      const { page, context, troubles } = await open(name)
      await launchers(page).waitFor()
      await page.getByRole('button', { name: 'Ask us' }).click()
      await widgetPage(page).composer.waitFor()
      await page.getByRole('button', { name: 'was opened' }).waitFor()
      expect(await page.evaluate(() => document.querySelectorAll('script[src*="/s/"]').length)).toBe(1)
      await page.evaluate(() => (globalThis as unknown as Scope).end())
      await page.waitForFunction(() => !('Parley' in globalThis) && !document.querySelector('script[src*="/s/"]'))
      expect(await launchers(page).count()).toBe(0)
      expect(troubles).toEqual([])
      await context.close()
    },
  )
})
