/** Cells of a row; `picker.css` says the same. */
export const COLUMNS = 8

type Parts = { search: HTMLInputElement; tabs: HTMLElement; grid: HTMLElement }
/** How far a key goes: along a row, and across rows, in cells. */
type Step = { along: number; across: number }

/** Arrow keys: down from the field into the grid, about in the grid and among the tabs, up out of it again. */
export function move(event: KeyboardEvent, parts: Parts): void {
  const { search, grid } = parts
  const cells = [...grid.querySelectorAll<HTMLElement>('button')]
  if (event.target === search && event.key === 'Enter') {
    event.preventDefault()
    cells[0]?.click() // what was found first
    return
  }
  const step = stepOf(event.key, getComputedStyle(grid).direction === 'rtl')
  const next = step && nextOf(event.target as HTMLElement, { cells, step }, parts)
  if (!next) return
  event.preventDefault()
  if (grid.contains(next)) for (const cell of cells) cell.tabIndex = cell === next ? 0 : -1
  next.focus()
}

function stepOf(key: string, isFlipped: boolean): Step | null {
  const forward = isFlipped ? -1 : 1
  if (key === 'ArrowRight') return { along: forward, across: 0 }
  if (key === 'ArrowLeft') return { along: -forward, across: 0 }
  if (key === 'ArrowDown') return { along: 0, across: COLUMNS }
  return key === 'ArrowUp' ? { along: 0, across: -COLUMNS } : null
}

type Way = { cells: HTMLElement[]; step: Step }

function nextOf(at: HTMLElement, { cells, step }: Way, { search, tabs, grid }: Parts): HTMLElement | undefined {
  if (at === search) return step.across > 0 ? cells[0] : undefined
  if (grid.contains(at)) {
    const i = cells.indexOf(at)
    return step.across < 0 && i < COLUMNS ? search : cells[i + step.along + step.across]
  }
  if (!tabs.contains(at)) return undefined
  if (step.across > 0) return cells[0]
  const all = [...tabs.children] as HTMLElement[] // buttons, made here
  const next = step.along === 0 ? undefined : all[(all.indexOf(at) + step.along + all.length) % all.length]
  next?.click()
  return next
}
