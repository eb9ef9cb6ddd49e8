import { useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { useWorkbench } from '../context.ts'
import { loadLaterTexts, t } from '../i18n/translate.ts'
import { noteMissing } from '../offline/missing.ts'
import { appendTyped } from '../ui/insert-text.ts'

/**
 * Something over the panes whose code and texts are fetched when it is first asked for; told when it does not come.
 * What is typed meanwhile stands in the field that it opens with.
 */
export function LazyDialog({ load }: { load(): Promise<FunctionComponent> }) {
  const { ui, toasts } = useWorkbench()
  const state = useSignal<{ View: FunctionComponent } | 'coming' | 'failed'>('coming')
  const now = state.value
  useLayoutEffect(() => {
    if (now === 'coming') return ui.awaitDialog()
    if (now !== 'failed') appendTyped(document.activeElement, ui.takeTyped())
  }, [now])
  useLayoutEffect(() => {
    const fetchView = async () => {
      try {
        const [View] = await Promise.all([load(), loadLaterTexts()])
        state.value = { View }
      } catch {
        noteMissing()
        state.value = 'failed'
        ui.dismiss()
        toasts.show({ text: t('start.unreachable.what'), tone: 'problem' })
      }
    }
    void fetchView()
  }, [])
  return typeof now === 'object' ? <now.View /> : null
}
