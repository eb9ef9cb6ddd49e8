import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ConversationModel } from '../../models/conversation-model.ts'

/** Pixels from the end that still count as "at the end", and from the top where earlier messages are asked for. */
const NEAR_END = 48
const NEAR_TOP = 240

/** Keeps a thread where its reader is: at the end while he is there, in place while earlier messages come. */
export function useThreadScroll(model: ConversationModel, scroller: RefObject<HTMLElement | null>) {
  const [hasNews, setNews] = useState(false)
  const isAtEnd = useRef(true)
  const isLoading = useRef(false)
  const newest = model.newest.value

  const toEnd = () => {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }

  const note = () => {
    const element = scroller.current
    if (!element) return
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END
    model.setAtEnd(isAtEnd.current)
    if (isAtEnd.current) setNews(false)
    if (element.scrollTop < NEAR_TOP && model.hasEarlier.peek() && !isLoading.current) void loadEarlier(element)
  }

  async function loadEarlier(element: HTMLElement) {
    isLoading.current = true
    const fromEnd = element.scrollHeight - element.scrollTop
    await model.loadEarlier()
    // Drawn in the next frame: then what was read stands where it stood.
    requestAnimationFrame(() => {
      element.scrollTop = element.scrollHeight - fromEnd
      isLoading.current = false
    })
  }

  useLayoutEffect(() => {
    const divider = scroller.current?.querySelector('.newline')
    if (divider) divider.scrollIntoView?.({ block: 'center' })
    else toEnd()
    note()
  }, [])

  const isFirst = useRef(true)
  useLayoutEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const last = model.blocks.peek().at(-1)
    const isOwn = last?.type === 'group' && last.messages.at(-1)?.send.phase === 'sending'
    if (isAtEnd.current || isOwn) toEnd()
    else setNews(true)
  }, [newest])

  useEffect(() => {
    const element = scroller.current
    const content = element?.firstElementChild
    if (!element || !content || typeof ResizeObserver === 'undefined') return undefined
    // Pictures that arrive and a composer that grows must not push the newest message out of sight.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current && !isLoading.current) toEnd()
    })
    observer.observe(content)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return { hasNews, toEnd, onScroll: note }
}
