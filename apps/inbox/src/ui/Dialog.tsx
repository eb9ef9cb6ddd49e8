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

/** A native modal dialog that lives while it is rendered; Esc and a click beside it close it. Focus returns by itself. */
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
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same, natively.
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
