import { describe, expect, it } from 'vitest'
import { talk, type Visit, visit, widgetOn, type Zoo } from './story.ts'

type Told = { code: string; doc: string } | null
type Scope = { Parley?: Record<string, (...args: unknown[]) => Promise<unknown>>; told?: Told[] }

/** Keeps what the widget tells of its errors. */
const LISTENS = `window.told = []
window.Parley = [['on', 'error', () => undefined]]
addEventListener('parley:error', ({ detail }) => told.push({ code: detail.data.code, doc: detail.data.doc }))`

const toldOn = ({ at }: Visit) => at.evaluate(() => (globalThis as unknown as Scope).told)
/** What a command of the page is answered. */
const ask = ({ at }: Visit, method: string, ...args: unknown[]) =>
  at.evaluate(
    ([name, given]) =>
      (globalThis as unknown as Scope).Parley?.[name]?.(...given).then(
        () => null,
        ({ code, doc }: { code: string; doc: string }) => ({ code, doc }),
      ),
    [method, args] as const,
  )

/** Pastes a file into a field, as a person does. */
function paste(field: Element, { name, bytes }: { name: string; bytes: number }): void {
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([new Uint8Array(bytes).fill(77)], name))
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

/** A code, and the page that says what it means. */
const documented = ({ server }: Zoo, code: string) => ({ code, doc: `${server.url}/reference/errors#${code}` })

/** All of it, with nothing that the host page would see. */
export function badInput(zoo: Zoo): void {
  describe('bad input: where the widget is asked for', () => whereAsked(zoo))
  describe('bad input: a server that fails', () => failing(zoo))
  describe('bad input: while one chats', () => whileChatting(zoo))
}

function whereAsked(zoo: Zoo): void {
  it('an unknown site key: no launcher, no exception; the pinned form answers a typed error', async () => {
    const rest = ({ server }: { server: string }) =>
      `<script async src="${server}/s/nosuchsite.js"></script><script async src="${server}/parley.js" data-site="nosuchsite"></script>`
    const seen = await visit(zoo, { name: 'with an unknown key', runs: LISTENS, rest, told: /404/ })
    await seen.page.waitForFunction(() => 'Parley' in globalThis)
    expect(await ask(seen, 'open')).toEqual(documented(zoo, 'site_not_found'))
    expect(await widgetOn(seen.at).launcher.count()).toBe(0)
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('an origin that is not on the list: the chat says so', async () => {
    const seen = await visit(
      zoo,
      { name: 'of a stranger', runs: LISTENS, told: /CORS|ERR_FAILED|40[04]/ },
      { site: 'stranger' },
    )
    await widgetOn(seen.at).launcher.click()
    await widgetOn(seen.at).write('let me in')
    await seen.at.getByText('The chat is not available on this page.').waitFor()
    await expect.poll(() => toldOn(seen)).toContainEqual(documented(zoo, 'origin_not_allowed'))
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('a server that is down when the page is loaded: the page is as it was', async () => {
    const rest = () => '<script async src="http://127.0.0.1:9/s/demo.js"></script>'
    const seen = await visit(zoo, { name: 'whose server is down', rest, told: /ERR_/ })
    await seen.page.locator('#basket').click()
    expect(await seen.at.evaluate(() => watch.changed())).toEqual([])
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('an identity that is no good, and options that are nonsense: typed errors with their page', async () => {
    const seen = await visit(zoo, { name: 'that talks nonsense', told: /40[01]/ })
    await widgetOn(seen.at).launcher.waitFor()
    expect(await ask(seen, 'setTheme', 5)).toEqual(documented(zoo, 'invalid_argument'))
    expect(await ask(seen, 'setPosition', { x: 'far' })).toEqual(documented(zoo, 'invalid_argument'))
    expect(await ask(seen, 'identify', { id: 'ada' }, { token: 'ey.ey.ey' })).toEqual(
      documented(zoo, 'identity_invalid'),
    )
    expect(await ask(seen, 'nosuchmethod')).toEqual(documented(zoo, 'unknown_method'))
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('a tag whose attributes are nonsense: the launcher stands where it usually does', async () => {
    const rest = ({ src }: { src: string }) =>
      `<script async src="${src}" data-position="middle" data-offset-x="far" data-z-index="-3" data-mount="::" data-avoid="::" data-hide-on="]["></script>`
    const seen = await visit(zoo, { name: 'with a tag of nonsense', rest })
    await widgetOn(seen.at).launcher.click()
    await talk(seen, 'do I make sense')
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })
}

function failing(zoo: Zoo): void {
  it('a server that is gone when the chat is opened: a typed error, and the next press tries again', async () => {
    const seen = await visit(zoo, { name: 'whose chat does not come', runs: LISTENS, told: /ERR_/ })
    const { launcher, composer } = widgetOn(seen.at)
    await launcher.waitFor()
    const gone = /messenger-.*\.js/
    await seen.page.route(gone, (route) => route.abort('connectionrefused'))
    await launcher.click()
    await expect.poll(() => toldOn(seen)).toContainEqual(documented(zoo, 'load_failed'))
    expect(await launcher.getAttribute('aria-expanded')).toBe('false')
    await seen.page.unroute(gone)
    await seen.page.reload()
    await launcher.click()
    await composer.waitFor()
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('a proxy that answers for the server alone: the visitor waits, and is not told that the page is no place for him', async () => {
    const seen = await visit(zoo, { name: 'behind a proxy in trouble', told: /50[23]|CORS|ERR_/ })
    const { launcher, write, message } = widgetOn(seen.at)
    const api = /\/api\/v1\//
    // What it answers no page may read: to a script there is no answer, though the widget's own files come.
    await seen.page.route(api, (route) => route.abort())
    await launcher.click()
    await write('is anybody there')
    await seen.at
      .getByText(/Reconnecting|No connection/)
      .first()
      .waitFor()
    expect(await seen.at.getByText('The chat is not available on this page.').count()).toBe(0)
    await seen.page.unroute(api)
    await message('answer to is anybody there').waitFor({ timeout: 30_000 })
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('a line that is gone: the visitor is told, and what was written goes out when it is back', async () => {
    const seen = await visit(zoo, { name: 'without a line', told: /ERR_|WebSocket/ })
    const { launcher, write, thread, message } = widgetOn(seen.at)
    await launcher.click()
    await talk(seen, 'before')
    await seen.context.setOffline(true)
    await write('in between')
    await seen.at
      .getByText(/Reconnecting|No connection/)
      .first()
      .waitFor()
    await thread.getByText('Waiting to send').first().waitFor()
    await seen.context.setOffline(false)
    await message('answer to in between').waitFor()
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })
}

function whileChatting(zoo: Zoo): void {
  it('a blocked visitor: he is told in the thread, and gets no second chance', async () => {
    const seen = await visit(zoo, { name: 'of a blocked visitor' })
    const { launcher, write } = widgetOn(seen.at)
    await launcher.click()
    await talk(seen, 'I will misbehave')
    await zoo.keeper.block()
    await write('you see')
    await seen.at.getByText('You cannot write here any more.').waitFor()
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('files that are too large, empty or of a type that is refused: each is named, the text is kept', async () => {
    const seen = await visit(zoo, { name: 'with files', told: /41\d|400/ })
    const { launcher, composer } = widgetOn(seen.at)
    await launcher.click()
    await talk(seen, 'look at these')
    await composer.fill('half a sentence')
    const attach = (name: string, bytes: number) => composer.evaluate(paste, { name, bytes })
    await attach('film.bin', 26 * 1024 * 1024)
    await seen.at
      .getByText(/film\.bin is larger than/)
      .first()
      .waitFor()
    await attach('setup.exe', 100)
    await seen.at
      .getByText(/Files like setup\.exe are not allowed here/)
      .first()
      .waitFor()
    expect(await composer.inputValue()).toBe('half a sentence')
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('a storage that is full: he is told once, and chats', async () => {
    const seen = await visit(zoo, { name: 'whose storage is full' })
    const devtools = await seen.context.newCDPSession(seen.page)
    const { origin } = new URL(seen.page.url())
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
    await widgetOn(seen.at).launcher.click()
    await talk(seen, 'there is no room')
    await seen.at.getByText('This browser keeps nothing').waitFor()
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })
}
