/** An address that may be led to (S8): the server judged it when it was written, and another may have stored it. */
export function safeUrl(url: string): string | null {
  return /^(https?:\/\/|mailto:|tel:)[^\s<>"']+$/.test(url) ? url : null
}
