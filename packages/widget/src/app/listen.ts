import { t } from './i18n/translate.ts'
import type { Models } from './models/models.ts'

/** Hears keys, files that are dropped or pasted on `place`, and whether the tab is looked at. Returns what ends it. */
export function listen(
  { chat, composer, options, adopt, close }: Models,
  root: ShadowRoot,
  place: Element,
): () => void {
  const panel = () => place.firstElementChild as HTMLElement
  const onVisibility = () => {
    chat.isVisible.value = document.visibilityState === 'visible'
  }
  function onKeyDown(event: Event): void {
    if ((event as KeyboardEvent).key === 'Escape') close()
  }
  function onFiles(event: Event): void {
    const { dataTransfer, clipboardData } = event as DragEvent & ClipboardEvent
    const files = [...((dataTransfer ?? clipboardData)?.files ?? [])]
    if (files.length === 0) return
    // Of what was copied with words the browser puts those where he writes.
    if (!clipboardData?.getData('text')) event.preventDefault()
    void composer.add(files)
  }
  async function onDrag(event: Event): Promise<void> {
    event.preventDefault()
    const { showTarget } = await import('./lazy/drop-target.ts')
    if (options.peek()?.files.on) showTarget(panel(), t('drop'), adopt)
  }

  /** What was pressed may be gone by it: whoever uses the keyboard goes on in the chat, not at the top of the page. */
  const onClick = () =>
    setTimeout(() => {
      if (document.activeElement === document.body) panel()?.focus()
    })

  place.addEventListener('click', onClick)
  root.addEventListener('keydown', onKeyDown)
  place.addEventListener('dragover', onDrag)
  for (const name of ['drop', 'paste']) place.addEventListener(name, onFiles)
  document.addEventListener('visibilitychange', onVisibility)
  onVisibility()
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    root.removeEventListener('keydown', onKeyDown)
  }
}
