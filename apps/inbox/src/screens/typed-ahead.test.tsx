import { afterEach, expect, it, vi } from 'vitest'
import { byRole, showApp, shown } from '../testing/fake-app.tsx'
import { idOf } from '../testing/records.ts'

HTMLDialogElement.prototype.showModal = vi.fn()

let app: Awaited<ReturnType<typeof showApp>>
afterEach(() => app.end())

const press = (key: string, ctrlKey = false) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }))

it('what is typed while the palette is fetched stands in its field', async () => {
  app = await showApp({ path: `/inbox/c/${idOf(3)}` })
  await shown()
  press('k', true)
  await Promise.resolve()
  for (const key of 'note 1') press(key)
  await shown()
  expect((byRole('combobox', 'Search or run a command') as HTMLInputElement).value).toBe('note 1')
})
