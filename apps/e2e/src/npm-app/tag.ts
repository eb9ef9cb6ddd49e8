// A page with the script tag and nothing of the package in its bundle: the same types.
import type { Parley, QueuedCall } from '@parley/sdk'

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: declarations of the platform are merged.
  interface Window {
    Parley?: Parley | QueuedCall[]
  }
}

window.Parley ??= []
window.Parley.push(['on', 'unread', (count: number) => count], (parley) => {
  parley.on('message:received', ({ text }) => text)
  void parley.identify({ id: 'u1' }, { token: 'signed' })
})
