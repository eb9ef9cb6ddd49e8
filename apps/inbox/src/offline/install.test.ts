import { expect, it } from 'vitest'
import { createInstall } from './install.ts'

function aWindow(isApp = false) {
  const target = new EventTarget()
  const asked: string[] = []
  const offer = () => {
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => asked.push('asked'),
    })
    target.dispatchEvent(event)
    return event
  }
  const window = Object.assign(target, { matchMedia: () => ({ matches: isApp }) }) as unknown as Window // what is read of it
  return { install: createInstall(window), offer, asked, target }
}

it('the inbox is offered as an app when the browser does, and by us alone', async () => {
  const { install, offer, asked, target } = aWindow()
  expect(install.state.value).toBe('elsewhere')
  expect(offer().defaultPrevented).toBe(true)
  expect(install.state.value).toBe('offered')
  await install.ask()
  expect(asked).toEqual(['asked'])
  expect(install.state.value).toBe('elsewhere')
  await install.ask()
  expect(asked).toEqual(['asked'])
  offer()
  target.dispatchEvent(new Event('appinstalled'))
  expect(install.state.value).toBe('installed')
})

it('an installed inbox knows what it is', () => {
  expect(aWindow(true).install.state.value).toBe('installed')
})
