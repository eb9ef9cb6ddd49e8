import { signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { loadLaterTexts, t } from '../i18n/translate.ts'
import { noteMissing } from '../offline/missing.ts'
import { loadLaterStyles } from './later-styles.ts'

/** A screen whose code, texts and styles are fetched when it is shown first; where it does not come, a way to try again. */
export function lazy(load: () => Promise<FunctionComponent>, kind: 'screen' | 'part' = 'screen'): FunctionComponent {
  const state = signal<{ View: FunctionComponent } | 'none' | 'loading' | 'failed'>('none')

  async function fetchView(): Promise<void> {
    state.value = 'loading'
    try {
      const [View] = await Promise.all([load(), loadLaterTexts(), kind === 'screen' ? loadLaterStyles() : null])
      state.value = { View }
    } catch {
      noteMissing()
      state.value = 'failed' // told on screen
    }
  }

  return function Lazy() {
    const now = state.value
    useEffect(() => {
      if (state.peek() === 'none') void fetchView()
    }, [])
    if (typeof now === 'object') return <now.View />
    const Box = kind === 'screen' ? 'main' : 'div'
    return (
      <Box class={kind === 'screen' ? 'whole' : ''} aria-busy={now !== 'failed'}>
        {now === 'failed' && (
          <>
            <p role="alert">{t('start.unreachable.what')}</p>
            <button type="button" class="btn" onClick={fetchView}>
              {t('action.retry')}
            </button>
          </>
        )}
      </Box>
    )
  }
}
