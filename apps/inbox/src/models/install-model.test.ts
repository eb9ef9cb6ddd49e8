import { describe, expect, it } from 'vitest'
import { snippetsFor, WAYS } from '../format/snippets.ts'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { aSite } from '../testing/records.ts'
import { InstallModel } from './install-model.ts'

describe('the page that waits for a widget', () => {
  it('asks every few seconds while it is looked at, and not afterwards', async () => {
    let asked = 0
    const { client } = createFakeClient({
      listSightings: () => {
        asked++
        if (asked === 2) throw new Error('the line is down')
        return { sightings: [{ origin: 'https://shop.example', allowed: true, firstAt: '', lastAt: '' }] }
      },
    })
    const clock = createFakeClock()
    const model = new InstallModel(client, clock, aSite().id)
    const end = model.watch()
    await settle()
    expect(model.seen.value?.[0]?.origin).toBe('https://shop.example')
    await clock.advance(4_000)
    expect(model.hasFailed.value).toBe(true)
    await clock.advance(4_000)
    expect(model.hasFailed.value).toBe(false)
    end()
    await clock.advance(60_000)
    expect(asked).toBe(3)
  })
})

describe('what is pasted', () => {
  it.each(WAYS)('for %s names the site and the server', (way) => {
    const text = snippetsFor(way, aSite()).join('\n')
    expect(text).toContain('shop')
    expect(text).toContain('https://chat.example')
  })

  it('into a page is no header, and into a shell no code', () => {
    const [tag, header] = snippetsFor('csp', aSite())
    expect(tag).toMatch(/^<script [^>]+><\/script>$/)
    expect(header).toMatch(/^Content-Security-Policy: [^\n]+$/)
    expect(snippetsFor('npm', aSite())[0]).toBe('npm install @parley/sdk')
  })
})
