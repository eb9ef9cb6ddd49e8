import { ClientError } from '@parley/client'
import { afterEach, describe, expect, it } from 'vitest'
import { byRole, shown, type } from '../../testing/fake-app.tsx'
import { anAgent, aSite, at } from '../../testing/records.ts'
import { choose, field, showSettings } from '../../testing/settings-page.tsx'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

async function open(page: string, answers: Record<string, (input: never) => unknown> = {}) {
  const app = await showSettings(page, answers)
  end = app.end
  return app
}
/** Sends the form that a button stands in. */
async function send(button: string): Promise<void> {
  byRole('button', button).closest('form')?.requestSubmit()
  await shown()
}

describe('the sites of a workspace', () => {
  it('are listed; a new one leads to its page, and not with an origin that is none', async () => {
    const made = aSite({ id: 'ste_00000000000000000002', name: 'Wrenfield', key: 'wren' })
    const app = await open('sites', { createSite: () => made })
    expect(byRole('link', 'Shophttps://shop.example')).toBeTruthy()
    await app.press('Add site')
    type(field('Name'), 'Wrenfield')
    const origins = document.querySelector<HTMLTextAreaElement>('dialog textarea')
    if (!origins) throw new Error('there is no field for origins')
    origins.value = 'wrenfield'
    await send('Create site')
    expect(app.says('“wrenfield” is no origin.')).toBe(true)
    expect(app.sent('createSite')).toEqual([])
    origins.value = 'https://wrenfield.example'
    await send('Create site')
    expect(app.sent('createSite')).toEqual([
      { body: { name: 'Wrenfield', allowedOrigins: ['https://wrenfield.example'] } },
    ])
    expect(app.address()).toBe(`/inbox/settings/sites/${made.id}`)
  })

  it('that did not load are asked for again', async () => {
    let isDown = true
    const listSites = () => {
      if (isDown) throw new ClientError('network', 0)
      return { sites: [aSite()] }
    }
    const app = await open('sites', { listSites })
    expect(app.says('This did not load.')).toBe(true)
    isDown = false
    await app.press('Try again')
    expect(app.says('This did not load.')).toBe(false)
    expect(app.says('https://shop.example')).toBe(true)
  })
})

describe('the agents of a workspace', () => {
  it('get a role, and a link that is shown once', async () => {
    const link = { url: 'https://chat.example/inbox/password#secret', expiresAt: at(3600) }
    const app = await open('agents', {
      createPasswordLink: () => link,
      updateAgent: () => anAgent({ name: 'Tomas', role: 'admin' }),
    })
    await app.press('New link for Tomas')
    expect(app.says(link.url)).toBe(true)
    await app.press('Done')
    expect(app.says(link.url)).toBe(false)
    await choose('Role of Tomas', 'admin')
    expect(app.sent('updateAgent')).toMatchObject([{ body: { role: 'admin' } }])
  })
})

describe('the own profile', () => {
  it('is renamed, and says why it was not', async () => {
    let isDown = true
    const updateMe = ({ body }: { body: { name: string } }) => {
      if (isDown) throw new ClientError('network', 0)
      return anAgent(body)
    }
    const app = await open('profile', { updateMe })
    type(field('Name'), 'Odile')
    await send('Save name')
    expect(document.querySelector('[role=alert]')?.textContent).toBeTruthy()
    isDown = false
    await send('Save name')
    expect(document.querySelector('[role=alert]')).toBeNull()
    expect(app.sent('updateMe').at(-1)).toEqual({ body: { name: 'Odile' } })
  })

  it('changes its password, and forgets what was typed', async () => {
    const app = await open('profile', { changePassword: () => undefined })
    type(field('Present password'), 'correct horse battery')
    type(field('New password'), 'another horse battery')
    await send('Change password')
    const body = { current: 'correct horse battery', password: 'another horse battery' }
    expect(app.sent('changePassword')).toEqual([{ body }])
    expect(field('Present password').value).toBe('')
  })

  it('asks before it signs out everywhere', async () => {
    const app = await open('profile', { signOutEverywhere: () => undefined })
    await app.press('Sign out everywhere')
    expect(app.says('This one too.')).toBe(true)
    await app.press('Stay signed in')
    expect(app.says('This one too.')).toBe(false)
    expect(app.sent('signOutEverywhere')).toEqual([])
  })
})
