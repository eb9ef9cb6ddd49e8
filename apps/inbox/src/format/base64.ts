/** In parts: what a call takes as arguments has an end. */
const PART = 8_192

export function base64Of(content: ArrayBuffer): string {
  const bytes = new Uint8Array(content)
  let text = ''
  for (let at = 0; at < bytes.length; at += PART) text += String.fromCharCode(...bytes.subarray(at, at + PART))
  return btoa(text)
}
