import { ParleyProvider, useParley, useParleyLatest } from '@parley/sdk/react'
import { createElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const { server: url = '' } = document.documentElement.dataset

function Help() {
  const parley = useParley()
  const isOpen = useParleyLatest('opened', null) !== null
  return createElement(
    'button',
    { type: 'button', onClick: () => void parley.open() },
    isOpen ? 'was opened' : 'Ask us',
  )
}

const root = createRoot(document.body.appendChild(document.createElement('main')))
root.render(createElement(StrictMode, null, createElement(ParleyProvider, { url, site: 'demo' }, createElement(Help))))
Object.assign(globalThis, { end: () => root.unmount() })
