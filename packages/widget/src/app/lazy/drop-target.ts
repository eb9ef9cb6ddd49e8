import css from './drop-target.css'

/** Says over the whole panel that files may be let go here, for as long as they hang over it. Plain DOM calls. */
export function showTarget(panel: HTMLElement, text: string, adopt: (css: string) => void): void {
  if (panel.querySelector('.drop')) return
  adopt(css)
  const target = document.createElement('p')
  target.className = 'drop'
  target.textContent = text
  panel.append(target)
  for (const end of ['dragleave', 'drop']) target.addEventListener(end, () => target.remove())
}
