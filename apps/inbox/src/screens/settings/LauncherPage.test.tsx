import { afterEach, expect, it, vi } from 'vitest'
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'
import { aSite } from '../../testing/records.ts'

// happy-dom has no top layer.
HTMLElement.prototype.showPopover = vi.fn()

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label)
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement
}

it('the launcher of a site is moved, and is not saved where it could not stand', async () => {
  const saved: unknown[] = []
  const updateSite = (request: { body: unknown }) => {
    saved.push(request)
    return aSite()
  }
  const app = await showApp({
    path: '/inbox/settings/sites/ste_00000000000000000001/launcher',
    answers: { updateSite },
  })
  end = app.end
  type(field('Distance from the bottom, in pixels'), '900')
  await shown()
  expect(document.body.textContent).toContain('A whole number from 0 to 400.')
  field('Distance from the bottom, in pixels').form?.requestSubmit()
  await shown()
  expect(saved).toEqual([])
  type(field('Distance from the bottom, in pixels'), '96')
  await shown()
  byRole('button', 'Save').closest('form')?.requestSubmit()
  await shown()
  expect(JSON.stringify(saved)).toContain('"y":96')
})
