import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

type Props = {
  title: string
  /** The title is drawn elsewhere (the palette has its field there). */
  isTitleHidden?: boolean
  kind?: string
  onClose(): void
  children: ComponentChildren
}

/** In a field of several lines Enter is a new line: with Ctrl or ⌘ it sends the form. */
function submitByKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || event.defaultPrevented) return
  const form = (event.target as Element).closest('form')
  if (!form) return
  event.preventDefault()
  form.requestSubmit()
}

/** A native modal dialog that lives while it is rendered; Esc and a click beside it close it, Mod+Enter sends its form. Focus returns by itself. */
export function Dialog({ title, isTitleHidden = false, kind = '', onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before the next key press: what is typed after a shortcut belongs to the dialog.
  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      class={`dialog ${kind}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose()
      }}
      onKeyDown={submitByKey}
    >
      <div class="dialog-in">
        <h2 id={id} class={isTitleHidden ? 'vh' : ''}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
