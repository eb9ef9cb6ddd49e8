import { useEffect, useState } from 'preact/hooks'

/** True once `is` has held for `ms`: a skeleton that flashes for a moment is worse than none. */
export function useLate(is: boolean, ms = 150): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!is) {
      setLate(false)
      return undefined
    }
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [is, ms])
  return is && isLate
}
