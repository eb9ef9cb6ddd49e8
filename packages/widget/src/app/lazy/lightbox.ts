import css from './lightbox.css'

type Photo = {
  root: Node
  url: string
  name: string
  /** What the button that closes it is called. */
  close: string
  adopt(css: string): void
  drawImage(url: string, canvas: HTMLCanvasElement): Promise<void>
}

/** A photo over everything; Esc, the button or a click closes, and the focus returns by itself. Plain DOM calls. */
export function openLightbox({ root, url, name, close, adopt, drawImage }: Photo): void {
  adopt(css)
  const dialog = document.createElement('dialog')
  dialog.className = 'lightbox'
  dialog.setAttribute('aria-label', name)
  const button = document.createElement('button')
  button.className = 'ib'
  button.textContent = '✕'
  button.setAttribute('aria-label', close)
  const canvas = document.createElement('canvas')
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', name)
  const link = document.createElement('a')
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener', textContent: name })
  link.addEventListener('click', (event) => event.stopPropagation())
  dialog.append(button, canvas, link)
  dialog.addEventListener('click', () => dialog.close())
  dialog.addEventListener('keydown', (event) => event.stopPropagation()) // Esc closes the photo, not the chat
  dialog.addEventListener('close', () => dialog.remove())
  root.appendChild(dialog)
  dialog.showModal()
  drawImage(url, canvas).catch(() => link.focus()) // the link under it still leads to the file
}
