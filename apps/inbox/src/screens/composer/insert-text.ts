/** Puts `text` in place of what is between two places of a field; the browser's own undo takes it back. */
export function insertText(field: HTMLTextAreaElement, text: string, from: number, to: number): void {
  field.focus()
  field.setSelectionRange(from, to)
  const isDone = document.execCommand?.(text === '' ? 'delete' : 'insertText', false, text)
  if (isDone) return
  field.setRangeText(text, from, to, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
