import { useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { loadLaterTexts, t } from '../../i18n/translate.ts'

/** The list of macros; its code is fetched when it is first asked for. */
export function Macros() {
  const { ui, toasts } = useWorkbench()
  const view = useSignal<{ View: FunctionComponent } | null>(null)
  useEffect(() => {
    const load = async () => {
      try {
        const [{ MacroDialog }] = await Promise.all([import('./MacroDialog.tsx'), loadLaterTexts()])
        view.value = { View: MacroDialog }
      } catch {
        ui.dismiss()
        toasts.show({ text: t('start.unreachable.what'), tone: 'problem' })
      }
    }
    void load()
  }, [])
  const shown = view.value
  return shown && <shown.View />
}
