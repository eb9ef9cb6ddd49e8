import { useWorkbench } from '../../context.ts'
import { ChooseDialog } from './ChooseDialog.tsx'
import { ReadDialog } from './ReadDialog.tsx'

/** What lies over the thread while conversations are merged, or one that was is read. */
export function Merging() {
  const dialog = useWorkbench().merging.dialog.value
  if (!dialog) return null
  return dialog.is === 'choose' ? (
    <ChooseDialog key={dialog.id} id={dialog.id} />
  ) : (
    <ReadDialog key={dialog.id} id={dialog.id} />
  )
}
