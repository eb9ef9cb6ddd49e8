import { useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { useWorkbench } from '../context.ts'
import { loadLaterTexts, t } from '../i18n/translate.ts'
import { noteMissing } from '../offline/missing.ts'

/** Something over the panes whose code and texts are fetched when it is first asked for; told when it does not come. */
export function LazyDialog({ load }: { load(): Promise<FunctionComponent> }) {
  const { ui, toasts } = useWorkbench()
  const view = useSignal<{ View: FunctionComponent } | null>(null)
  useLayoutEffect(() => {
    const fetchView = async () => {
      try {
        const [View] = await Promise.all([load(), loadLaterTexts()])
        view.value = { View }
      } catch {
        noteMissing()
        ui.dismiss()
        toasts.show({ text: t('start.unreachable.what'), tone: 'problem' })
      }
    }
    void fetchView()
  }, [])
  const shown = view.value
  return shown && <shown.View />
}
