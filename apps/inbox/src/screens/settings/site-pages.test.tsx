import { ClientError } from '@parley/client'
import { afterEach, describe, expect, it } from 'vitest'
import { byRole, shown, type } from '../../testing/fake-app.tsx'
import { aSite, at } from '../../testing/records.ts'
import { choose, field, showSite } from '../../testing/settings-page.tsx'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

async function open(page: string, answers: Record<string, (input: never) => unknown> = {}) {
  const app = await showSite(page, answers)
  end = app.end
  return app
}
async function write(label: string, text: string): Promise<void> {
  type(field(label), text)
  await shown()
}
const options = (app: Awaited<ReturnType<typeof open>>) => app.saved()?.body['options'] as Record<string, object>

describe('the first page of a site', () => {
  it('saves name, colour and corners, and nothing while something is wrong', async () => {
    const app = await open('')
    await write('Hex value', '#12')
    await app.save()
    expect(app.says('Write six digits after #')).toBe(true)
    expect(app.saved()).toBeUndefined()
    await write('Hex value', '#7A2E5D')
    await write('Name', ' ')
    await app.save()
    expect(app.saved()).toBeUndefined()
    await write('Name', 'Fern')
    document.querySelector<HTMLInputElement>('[name=radius]')?.click()
    await shown()
    await app.save()
    expect(app.saved()?.body).toMatchObject({
      ...{ name: 'Fern', color: '#7a2e5d', options: { look: { radius: 'square' } } },
    })
    expect(app.saved()?.body).not.toHaveProperty('logo')
  })

  it('refuses an origin that is none, by name, and cuts addresses of pages to theirs', async () => {
    const app = await open('')
    await write('Allowed origins', 'https://a.example/tea\nshop')
    await app.save()
    expect(app.says('“shop” is no origin.')).toBe(true)
    expect(app.saved()).toBeUndefined()
    await write('Allowed origins', 'https://a.example/tea\nshop.example')
    await app.save()
    expect(app.saved()?.body).toMatchObject({ allowedOrigins: ['https://a.example', 'https://shop.example'] })
  })

  it('has a language of its own, in which the texts of its pages are written first', async () => {
    const app = await open('')
    await choose('Default language', 'pt-BR')
    await app.save()
    expect(app.saved()?.body).toMatchObject({ language: 'pt-BR' })
    app.end()
    await open('home', { listSites: () => ({ sites: [aSite({ language: 'de-AT' })] }) })
    expect(field('Language of the texts').value).toBe('de')
    expect(field('Greeting').lang).toBe('de')
  })

  it('offers a colour for one that is too pale, and takes it by a press', async () => {
    const app = await open('')
    await write('Hex value', '#f7d21e')
    await app.press('Take #806100')
    expect(field('Hex value').value).toBe('#806100')
    expect(app.says('Take #')).toBe(false)
    await app.save()
    expect(app.saved()?.body).toMatchObject({ color: '#806100' })
  })

  it('sends a logo when it is saved, and takes it away', async () => {
    const app = await open('')
    const choosing = async (file: File) => {
      const input = field('Choose a picture')
      Object.defineProperty(input, 'files', { value: [file], configurable: true })
      input.dispatchEvent(new Event('change', { bubbles: true }))
      await shown()
    }
    await choosing(new File(['x'], 'notes.txt', { type: 'text/plain' }))
    expect(app.says('This file could not be read as a picture.')).toBe(true)
    expect(app.says('Unsaved')).toBe(false)
    await choosing(new File(['x'], 'logo.png', { type: 'image/png' }))
    expect(app.says('This file could not be read as a picture.')).toBe(false)
    await app.save()
    expect(app.saved()?.body).toMatchObject({ logo: 'AAAA' })
    await app.press('Remove logo')
    await app.save()
    expect(app.saved()?.body).toMatchObject({ logo: null })
  })
})

describe('the pages of a site', () => {
  it('home: links need an address that leads somewhere', async () => {
    const app = await open('home')
    await write('Greeting', 'Ask us')
    await app.press('Add a link')
    await write('Text', 'Delivery')
    await write('Address', 'javascript:alert(1)')
    expect(app.says('Write it like https://www.example.com/delivery.')).toBe(true)
    await app.save()
    expect(app.saved()).toBeUndefined()
    await write('Address', 'https://shop.example/delivery')
    await app.save()
    const links = [{ label: { en: 'Delivery' }, url: 'https://shop.example/delivery' }]
    expect(options(app)['home']).toMatchObject({ greeting: { en: 'Ask us' }, links })
  })

  it('forms: what is asked after the first message, and an offline form that can be answered', async () => {
    const app = await open('forms')
    await choose('Ask how to reach the visitor', 'phone')
    await choose('What is asked', 'name')
    await app.save()
    expect(options(app)['forms']).toMatchObject({ preset: 'name', capture: 'phone' })
  })

  it('forms: a field that is added stands open, and what keeps it from being saved is said', async () => {
    const app = await open('forms')
    await choose('What is asked', 'full')
    byRole('button', 'Add field').click()
    await shown()
    expect(document.querySelector('.ff details')).toHaveProperty('open', true)
    const isOptional = () => field('Question').closest('.field')?.textContent?.includes('optional')
    expect(isOptional()).toBe(false)
    await choose('Type', 'email')
    expect(isOptional()).toBe(true)
    await choose('Type', 'text')
    await write('Kept as', 'tea')
    expect(app.says('Something on this page has to be changed first.')).toBe(true)
    await write('Question', 'Which tea?')
    expect(app.says('Something on this page has to be changed first.')).toBe(false)
    expect(document.querySelector('.ff details')).toHaveProperty('open', true)
  })

  it('hours: a zone that is none is not saved, and a day is given hours', async () => {
    const app = await open('hours')
    field('Keep opening hours').click()
    await write('Time zone', 'Europe/Atlantis')
    expect(app.says('There is no such time zone.')).toBe(true)
    await app.save()
    expect(app.saved()).toBeUndefined()
    await write('Time zone', 'Europe/Berlin')
    await app.press('Add hours on Monday')
    await app.press('Copy Monday to the other weekdays')
    await app.save()
    const day = [{ from: 540, to: 1020 }]
    const week = [day, day, day, day, day, [], []]
    expect(options(app)['hours']).toMatchObject({ on: true, zone: 'Europe/Berlin', week })
  })

  it('messages: what may be done, and for how long', async () => {
    const app = await open('messages')
    field('Reactions').click()
    await choose('Visitors may edit their messages', 'always')
    await app.save()
    expect(options(app)['features']).toMatchObject({ reactions: false, edit: null, emoji: true })
  })

  it('identity and privacy: tags once each, and no address that is a script', async () => {
    const app = await open('privacy', { listIdentityKeys: () => ({ keys: [] }) })
    expect(app.says('No key yet: nobody can be identified.')).toBe(true)
    await write('Tags that your pages may set', 'vip, wholesale, vip')
    await write('Address of your privacy page', 'javascript:alert(1)')
    await app.save()
    expect(app.saved()).toBeUndefined()
    await write('Address of your privacy page', 'https://shop.example/privacy')
    await choose('Storage in the browser', 'pending')
    await app.save()
    expect(options(app)['privacy']).toMatchObject({
      ...{ pageTags: ['vip', 'wholesale'], consent: 'pending', noticeUrl: 'https://shop.example/privacy' },
    })
  })

  it('texts: words with a value that the widget does not have are not saved', async () => {
    const app = await open('texts')
    await write('The same, with the agent’s name', 'How was {nobody}?')
    expect(app.says('The widget has no value {nobody} here.')).toBe(true)
    await app.save()
    expect(app.saved()).toBeUndefined()
    expect(app.says('To be changed in')).toBe(false)
    await choose('Language of the texts', 'de')
    expect(app.says('To be changed in: English.')).toBe(true)
    await choose('Language of the texts', 'en')
    await write('The same, with the agent’s name', 'How was {name}?')
    await app.save()
    expect(options(app)['texts']).toEqual({ said: { rate_with: { en: 'How was {name}?' } } })
  })

  it('proactive messages: nobody is spoken to before one is made', async () => {
    const app = await open('proactive', { listCampaignCounts: () => ({ counts: [] }) })
    expect(app.says('Nobody is spoken to first yet')).toBe(true)
    expect(app.sent('listCampaignCounts')).toHaveLength(1)
  })

  it('install: the snippet of each way, and a page that may not chat is let in by a press', async () => {
    const origin = 'https://new.example'
    const sightings = [{ origin, allowed: false, firstAt: at(0), lastAt: at(0) }]
    const app = await open('install', { listSightings: () => ({ sightings }) })
    await app.press('WordPress')
    expect(app.says("wp_enqueue_script('parley', 'https://chat.example/s/shop.js'")).toBe(true)
    byRole('button', 'Copy').click()
    await shown()
    expect(app.told.copied.at(-1)).toContain('wp_enqueue_script')
    expect(app.says(origin)).toBe(true)
    await app.press('Allow')
    expect(app.saved()?.body).toEqual({ allowedOrigins: ['https://shop.example', origin] })
  })
})

describe('a page whose changes the server cannot store', () => {
  const full = () => {
    throw new ClientError('store', 503)
  }

  it.each<[string, () => Promise<void>, () => unknown]>([
    ['', () => write('Greeting', 'Hello there'), () => field('Greeting').value],
    ['home', () => write('Greeting', 'Hello there'), () => field('Greeting').value],
    ['forms', () => choose('Ask how to reach the visitor', 'phone'), () => field('Ask how to reach the visitor').value],
    ['files', () => write('Files in one message', '4'), () => field('Files in one message').value],
  ])('%s says so, and keeps them for another try', async (page, change, shownNow) => {
    const app = await open(page, { updateSite: full })
    await change()
    const changed = shownNow()
    await app.save()
    expect(app.says('That did not work, and it is on our side.')).toBe(true)
    expect(app.says('1 change not saved')).toBe(true)
    expect(shownNow()).toBe(changed)
  })
})
