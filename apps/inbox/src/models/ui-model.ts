import { createModel, signal } from '@preact/signals'

/** What lies over the panes; one thing at a time. */
export type Overlay = 'views' | 'details' | 'help' | 'palette' | 'macros' | 'rich' | 'chat' | 'block' | null
/** Menus and dialogs of a conversation that a key opens; with a selection, the same of all selected ones. */
type Asked = 'assign' | 'department' | 'snooze' | 'tag' | 'priority'
/** Where the focus is asked to go. Each request is a new object, so that the same one can be made twice. */
export type FocusRequest = {
  target: 'filter' | 'composer' | 'search' | 'list' | Asked | `bulk-${Extract<Asked, 'assign' | 'tag' | 'priority'>}`
}

/** How long whoever asks to write waits for a conversation that is being loaded. Milliseconds. */
const WAITS_MS = 2000

/** What is open on the screen, beyond what the address says. */
export const UiModel = createModel(() => {
  const overlay = signal<Overlay>(null)
  const focus = signal<FocusRequest | null>(null)
  /** When somebody asked to write, and no field has taken it yet. */
  let writingAskedAt = Number.NEGATIVE_INFINITY
  const isWritingAsked = () => performance.now() - writingAskedAt < WAITS_MS
  /** Dialogs whose code is being fetched. */
  let coming = 0
  let typed = ''
  return {
    /** What is typed now is meant for a field that is still to come: no key of it is a command. */
    isFieldAwaited: () => coming > 0 || isWritingAsked(),
    typeAhead(letter: string) {
      typed += letter
    },
    /** The part of the field that came: what was typed for it, once. */
    takeTyped(): string {
      const taken = typed
      typed = ''
      return taken
    },
    /** The composer's part: whether it is to have the focus now. */
    takeWriting(): boolean {
      const isAsked = isWritingAsked()
      writingAskedAt = Number.NEGATIVE_INFINITY
      return isAsked
    },
    /** A dialog is being fetched until what is returned is called, once. */
    awaitDialog(): () => void {
      coming += 1
      typed = ''
      return () => {
        coming -= 1
      }
    },
    overlay,
    focus,
    toggle(next: Exclude<Overlay, null>) {
      overlay.value = overlay.peek() === next ? null : next
    },
    dismiss() {
      overlay.value = null
    },
    ask(target: FocusRequest['target']) {
      if (target === 'composer') {
        writingAskedAt = performance.now()
        typed = ''
      }
      focus.value = { target }
    },
  }
})
export type UiModel = InstanceType<typeof UiModel>
