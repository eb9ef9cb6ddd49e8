import { useLayoutEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import type { FocusRequest } from '../../models/ui-model.ts'

/** Counts how often a shortcut asked for `target` while this view lives: 0 means never. */
export function useAsked(target: FocusRequest['target']): number {
  const { ui } = useWorkbench()
  const [count, setCount] = useState(0)
  const request = ui.focus.value
  const [first] = useState(request)
  useLayoutEffect(() => {
    // Before the next key press: it is meant for what this one opens. A request made before this view came was for another one.
    if (request !== first && request?.target === target) setCount((before) => before + 1)
  }, [request])
  return count
}
