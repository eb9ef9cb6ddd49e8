import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'
import { aSite } from '../../testing/records.ts'

// happy-dom has no top layer.
HTMLElement.prototype.showPopover = vi.fn()

type Sent = { body: { options: { files: Record<string, unknown> } } }

let end: (() => void) | null = null
let saved: Sent[] = []
beforeEach(async () => {
  saved = []
  const updateSite = (request: Sent) => {
    saved.push(request)
    return aSite({ options: { ...aSite().options, ...(request.body.options as object) } })
  }
  const app = await showApp({
    path: '/inbox/settings/sites/ste_00000000000000000001/files',
    answers: { updateSite },
  })
  end = app.end
})
afterEach(() => {
  end?.()
  end = null
})

const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent?.startsWith(label))
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement
}
const toggle = (label: string) => byRole('switch', label) as HTMLInputElement
async function press(label: string): Promise<void> {
  toggle(label).click()
  await shown()
}
async function write(label: string, text: string): Promise<void> {
  type(field(label), text)
  await shown()
}
async function save(): Promise<void> {
  document.querySelector('form')?.requestSubmit()
  await shown()
}
const page = () => document.body.textContent ?? ''

describe('which files a site takes', () => {
  it('is saved whole: kinds, endings, size and number', async () => {
    for (const kind of ['Audio', 'Videos', 'Archives', 'Anything else']) await press(kind)
    await write('Endings that are taken besides', '.DWG, step, dwg,')
    // The comma at the end stays, so that one can write on.
    expect(field('Endings that are taken besides').value).toBe('.DWG, step, dwg,')
    await write('Files in one message', '3')
    await press('Voice messages')
    await save()
    expect(saved.map(({ body }) => body.options.files)).toEqual([
      {
        ...{ on: true, kinds: ['image', 'document'], endings: ['dwg', 'step'] },
        ...{ maxBytes: 25 * 1024 * 1024, atOnce: 3, voice: false },
      },
    ])
    await press('Audio')
    await press('Audio')
    expect(page()).not.toContain('not saved')
  })

  it('is not saved without any, nor with what no site takes; each is said where it is wrong', async () => {
    for (const kind of ['Images', 'Documents', 'Audio', 'Videos', 'Archives', 'Anything else']) await press(kind)
    expect(page()).toContain('Choose at least one kind')
    await save()
    await write('Endings that are taken besides', 'exe')
    expect(page()).toContain('Programs (exe) are never taken.')
    expect(field('Endings that are taken besides').getAttribute('aria-invalid')).toBe('true')
    await write('Endings that are taken besides', 'a b')
    expect(page()).toContain('a b is no ending')
    await write('Endings that are taken besides', 'dwg')
    await write('Files in one message', '11')
    expect(page()).toContain('A whole number from 1 to 10.')
    await save()
    expect(saved).toEqual([])
    await write('Files in one message', '10')
    await save()
    expect(saved).toHaveLength(1)
  })

  it('shows no kinds where visitors send no files, and keeps them', async () => {
    await press('Visitors may send files')
    expect(page()).not.toContain('Largest file')
    await save()
    expect(saved[0]?.body.options.files).toMatchObject({ on: false, kinds: expect.arrayContaining(['image', 'other']) })
  })
})
