/** As phones take it, ms and pixels. */
const LONG_MS = 450
const STILL = 10

/** A finger that rests on a bubble asks for its menu. */
export function hearPresses(log: HTMLElement, open: (bubble: HTMLElement) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let [x, y] = [0, 0]
  const end = () => clearTimeout(timer)
  log.addEventListener('pointerdown', (event) => {
    end()
    const bubble = (event.target as Element).closest<HTMLElement>('[data-m]')
    if (event.pointerType !== 'touch' || !bubble) return
    ;[x, y] = [event.clientX, event.clientY]
    timer = setTimeout(() => open(bubble), LONG_MS)
  })
  log.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (Math.abs(clientX - x) + Math.abs(clientY - y) > STILL) end()
  })
  for (const name of ['pointerup', 'pointercancel'] as const) log.addEventListener(name, end)
  log.addEventListener('contextmenu', (event) => {
    // The system's own menu would lie over ours.
    if (event.pointerType === 'touch') event.preventDefault()
  })
}
