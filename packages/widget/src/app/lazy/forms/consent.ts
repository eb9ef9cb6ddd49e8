import type { ComponentType } from 'preact'
import type { FormsProps } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** In place of the composer until the visitor said whether something may be kept in his browser. */
export function createConsent({ h, view, t }: Kit): ComponentType<FormsProps> {
  return view<FormsProps>(({ models: { store, options, settings } }) => {
    let bar: HTMLElement | null = null
    function decide(consent: 'granted' | 'denied'): void {
      // What takes the place of this bar takes the focus too.
      const root = bar?.getRootNode() as ShadowRoot | undefined
      store.decide(consent)
      // Before the site asked, something may have been kept.
      if (consent === 'denied') void import('../forget.ts').then(({ forget }) => forget(settings.key))
      setTimeout(() => root?.querySelector<HTMLElement>('.wc textarea,.wf input')?.focus())
    }
    return () => {
      const { notice, noticeUrl } = options.value?.privacy ?? { notice: '', noticeUrl: '' }
      return h(
        'div',
        {
          class: 'consent',
          role: 'group',
          'aria-labelledby': 'consent-text',
          ref: (element: HTMLElement | null) => {
            bar = element
          },
        },
        h(
          'p',
          { id: 'consent-text', dir: 'auto' },
          `${notice || t('consent_text')} `,
          noticeUrl && h('a', { href: noticeUrl, target: '_blank', rel: 'noopener' }, t('consent_more')),
        ),
        h(
          'div',
          { class: 'choices' },
          h('button', { type: 'button', class: 'go', onClick: () => decide('granted') }, t('consent_yes')),
          h('button', { type: 'button', class: 'other', onClick: () => decide('denied') }, t('consent_no')),
        ),
      )
    }
  })
}
