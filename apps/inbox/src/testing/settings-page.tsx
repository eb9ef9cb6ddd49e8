import { vi } from 'vitest'
import { byRole, showApp, shown } from './fake-app.tsx'
import { aSite } from './records.ts'

// happy-dom has no top layer.
HTMLElement.prototype.showPopover = vi.fn()
HTMLDialogElement.prototype.showModal = vi.fn()

const LOGO = { url: 'https://chat.example/files/logos/shop/lgo_1', width: 40, height: 40 }

type Answers = Record<string, (input: never) => unknown>

/** The settings at `path`, with what was called of the server, and what a person does there. */
export async function showSettings(path: string, answers: Answers = {}) {
  const app = await showApp({ path: `/inbox/settings/${path}`, answers })
  const sent = (name: string) => app.calls.filter((call) => call.name === name).map(({ input }) => input)
  return {
    ...app,
    sent,
    async press(name: string): Promise<void> {
      byRole('button', name).click()
      await shown()
    },
    /** Presses what stores the form of the page; nothing happens where it may not be pressed. */
    async save(): Promise<void> {
      const button = byRole('button', 'Save') as HTMLButtonElement // by its role
      if (!button.disabled) button.closest('form')?.requestSubmit()
      await shown()
    },
    says: (text: string) => document.body.textContent?.includes(text) ?? false,
  }
}

/** One page of the one site there is, which keeps what it is sent. */
export async function showSite(page: string, answers: Answers = {}) {
  const site = aSite()
  const updateSite = ({ body }: { body: { options?: object; logo?: string | null } }) => {
    const { logo, options, ...more } = body
    Object.assign(site, more, { options: { ...site.options, ...options } })
    if (logo !== undefined) site.logo = logo === null ? null : LOGO
    return { ...site }
  }
  const shownPage = await showSettings(`sites/${site.id}${page && `/${page}`}`, { updateSite, ...answers })
  return {
    ...shownPage,
    /** What was saved, the last time. */
    saved: () => shownPage.sent('updateSite').at(-1) as { body: Record<string, unknown> } | undefined,
  }
}

/** The control of a label: a field, a list, a switch. */
export function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label)
  const control = found
    ? document.getElementById(found.htmlFor)
    : document.querySelector(`[aria-label="${CSS.escape(label)}"]`)
  if (!control) throw new Error(`there is no field "${label}" in:\n${document.body.textContent}`)
  return control as HTMLInputElement // or what a test does with it fails
}

/** Chooses of a list, by the value. */
export async function choose(label: string, value: string): Promise<void> {
  const list = field(label)
  list.value = value
  list.dispatchEvent(new Event('change', { bubbles: true }))
  await shown()
}
