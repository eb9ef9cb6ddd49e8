import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { settle } from '../../testing/fake-clock.ts'
import { createFakeWindow } from '../../testing/fake-window.ts'
import { PreferencesModel } from '../preferences-model.ts'
import { followLanguage } from './following-language.ts'

describe('the language of an agent', () => {
  function aPage({ chosen: first = null as string | null, isKept = true } = {}) {
    const { window, told } = createFakeWindow()
    if (!isKept) window.env.storage = () => undefined
    const chosen = signal(first)
    const touched = new Set<() => void>()
    const page = () => {
      const preferences = new PreferencesModel(window.env)
      const onTouch = (listener: () => void) => {
        touched.add(listener)
        return () => touched.delete(listener)
      }
      const end = followLanguage({ window: { ...window, onTouch }, preferences, chosen })
      onTestFinished(end)
      return preferences
    }
    const touch = () => {
      for (const listener of touched) listener()
    }
    return { chosen, told, page, touch }
  }

  it('comes with him to another computer: the page is loaded again in it, once', async () => {
    const { chosen, told, page } = aPage()
    page()
    chosen.value = 'de'
    await settle()
    expect(told.reloads).toBe(1)
    expect(page().language.value).toBe('de')
    await settle()
    expect(told.reloads).toBe(1)
  })

  it('takes nothing from under his hands: the next load has it', async () => {
    const { chosen, told, page, touch } = aPage()
    page()
    touch()
    chosen.value = 'fr'
    await settle()
    expect(told.reloads).toBe(0)
    expect(page().language.value).toBe('fr')
  })

  it('is what the browser says where he never chose one, or it is spoken already', async () => {
    const { chosen, told, page } = aPage()
    const preferences = page()
    expect(preferences.language.value).toBeNull()
    chosen.value = 'en'
    await settle()
    expect(told.reloads).toBe(0)
  })

  it('ends in no circle where the browser keeps nothing', async () => {
    const { told, page } = aPage({ chosen: 'de', isKept: false })
    page()
    await settle()
    page()
    await settle()
    expect(told.reloads).toBe(0)
  })
})
