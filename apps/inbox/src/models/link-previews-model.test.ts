import { parseMarkup } from '@parley/ui/markup'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { settle } from '../testing/fake-clock.ts'
import { LinkPreviewsModel, linksIn } from './link-previews-model.ts'

describe('the links of a message', () => {
  const of = (text: string) => linksIn(parseMarkup(text))
  it('are its https addresses, each once and a few, wherever they stand', () => {
    expect(of('see https://a.example/x and **https://a.example/x**')).toEqual(['https://a.example/x'])
    expect(of('- [here](https://b.example)\n- http://c.example mailto:a@b.example')).toEqual(['https://b.example'])
    expect(of('`https://a.example` and\n```\nhttps://b.example\n```')).toEqual([])
    expect(of(Array.from({ length: 10_000 }, (_, n) => `https://a.example/${n}`).join(' '))).toHaveLength(3)
  })
})

describe('link previews', () => {
  it('are asked for once, two at a time, and absent where the server says nothing', async () => {
    const ends: (() => void)[] = []
    const fake = createFakeClient({
      previewLink: async ({ body: { url } }: { body: { url: string } }) => {
        await new Promise<void>((resolve) => ends.push(resolve))
        if (url.endsWith('3')) throw new Error('no line')
        return { preview: { url, host: 'a.example', title: url, description: '' } }
      },
    })
    const model = new LinkPreviewsModel(fake.client)
    const all = [1, 2, 3, 1].map((n) => model.of(`https://a.example/${n}`))
    await settle()
    expect(fake.calls).toHaveLength(2)
    for (let n = 0; n < 3; n++) {
      ends.shift()?.()
      await settle()
    }
    expect(fake.calls).toHaveLength(3)
    expect(all.map(({ value }) => value?.title ?? null)).toEqual([
      ...['https://a.example/1', 'https://a.example/2', null, 'https://a.example/1'],
    ])
  })
})
