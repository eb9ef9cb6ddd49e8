import { afterEach, describe, expect, it } from 'vitest'
import { de } from './de.ts'
import { later as deLater } from './de-later.ts'
import { en } from './en.ts'
import { later } from './en-later.ts'
import type { MessageKey } from './messages.ts'
import type { Plural } from './texts.ts'
import { direction, LANGUAGES, language, loadLaterTexts, loadLocale, t } from './translate.ts'

const placeholders = (text: string | Plural) =>
  (typeof text === 'string' ? text : text.other).match(/\{\w+\}/g)?.sort() ?? []

describe('texts', () => {
  afterEach(() => loadLocale(['en']))

  it('are the same in every language: none is missing, each has the same parts', () => {
    const english = { ...en, ...later }
    const german = { ...de, ...deLater }
    const keys = Object.keys(english) as MessageKey[]
    expect(Object.keys(german)).toEqual(keys)
    for (const key of keys) expect([key, placeholders(german[key])]).toEqual([key, placeholders(english[key])])
  })

  it('choose the plural and the figures of the language', async () => {
    expect(t('thread.unread', { count: 1 })).toBe('1 new')
    expect(t('composer.left', { count: 1234 })).toBe('1,234 characters left')
    await loadLocale(['de-AT', 'en'])
    expect(language()).toBe('de-AT')
    expect(t('composer.left', { count: 234 })).toBe('Noch 234 Zeichen')
  })

  it('of later screens come in the language in use', async () => {
    await loadLocale(['de'])
    await loadLaterTexts()
    expect(t('settings.profile')).toBe(deLater['settings.profile'])
    expect(t('action.close')).toBe(de['action.close'])
  })

  it.each(Object.keys(LANGUAGES))('come in %s, first and later, whichever its region', async (tag) => {
    await loadLocale([tag])
    await loadLaterTexts()
    expect([language(), direction()]).toEqual([tag, tag === 'ar' ? 'rtl' : 'ltr'])
    expect([t('action.close'), t('settings.profile')]).not.toEqual(['action.close', 'settings.profile'])
    await loadLocale(['tlh', `${tag.split('-')[0]}-XX`, 'en'])
    expect(language()).toBe(`${tag.split('-')[0]}-XX`)
  })

  it('keep what people wrote apart where it runs the other way', async () => {
    expect(t('begin.title', { name: 'Priya (+44)' })).toBe('New conversation with Priya (+44)')
    await loadLocale(['ar-EG'])
    expect(t('begin.title', { name: 'Priya (+44)' })).toContain('\u2068Priya (+44)\u2069')
    expect(t('thread.unread', { count: 1 })).toBe('رسالة جديدة')
    expect(t('thread.unread', { count: 2 })).toBe('رسالتان جديدتان')
    expect(t('thread.unread', { count: 3 })).toBe('٣ رسائل جديدة')
    expect(t('thread.unread', { count: 11 })).toBe('١١ رسالة جديدة')
  })

  it('fall back to English', async () => {
    await loadLocale(['tlh'])
    expect(t('action.close')).toBe('Close')
  })

  it('keep the names that scripts and assistive technology rely on', () => {
    const names = [
      ...(['field.email', 'field.password', 'sign_in.submit', 'views.label', 'list.label', 'thread.messages'] as const),
      ...(['composer.reply', 'composer.note', 'composer.send', 'composer.add_note', 'composer.attach'] as const),
      ...(['action.claim', 'action.close', 'action.reopen'] as const),
    ]
    expect(names.map((key) => t(key)).join()).toBe(
      'Email,Password,Sign in,Views,Conversations,Messages,Reply,Note,Send,Add note,Attach files,Claim,Close,Reopen',
    )
  })
})
