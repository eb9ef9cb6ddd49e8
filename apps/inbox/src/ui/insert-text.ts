import type { Edit, Selection } from '../format/markdown-edit.ts'

/** Puts `text` in place of what is between two places of a field; the browser's own undo takes it back. */
export function insertText(
  field: HTMLTextAreaElement | HTMLInputElement,
  text: string,
  from: number,
  to: number,
): void {
  field.focus()
  field.setSelectionRange(from, to)
  const isDone = document.execCommand?.(text === '' ? 'delete' : 'insertText', false, text)
  if (isDone) return
  field.setRangeText(text, from, to, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Changes what is selected in a field, and selects what comes of it. False when there is nothing to change. */
export function editField(field: HTMLTextAreaElement, edit: (selection: Selection) => Edit | null): boolean {
  const { value, selectionStart: from, selectionEnd: to } = field
  const made = edit({ value, from, to })
  if (!made) return false
  insertText(field, made.text, made.from, made.to)
  field.setSelectionRange(...made.select)
  return true
}

/** Puts what was typed before a field was there at its end; nothing where the focus is on no field for text. */
export function appendTyped(field: Element | null, text: string): void {
  const isText =
    field instanceof HTMLTextAreaElement ||
    (field instanceof HTMLInputElement && (field.type === 'text' || field.type === 'search'))
  if (isText && text !== '') insertText(field, text, field.value.length, field.value.length)
}
