/** What a floor's loader gets from its chat. */
export type Chat = { open: () => void; close: () => void }
/** What a floor's chat gets from its loader: the shadow root, and where the backend listens. */
export type ChatModule = { mount: (root: ShadowRoot, backend: string) => Chat }

/** One message, as the stub backend sends it back. */
export type Said = { id: string; text: string; from: 'visitor' | 'team' }

/** A connection to the stub backend; what is sent before it is open waits. */
export function connect(backend: string, hear: (said: Said) => void): (said: Said) => void {
  const socket = new WebSocket(backend)
  const waiting: Said[] = []
  socket.onopen = () => {
    for (const said of waiting.splice(0)) socket.send(JSON.stringify(said))
  }
  socket.onmessage = ({ data }) => hear(JSON.parse(data))
  return (said) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(said))
    else waiting.push(said)
  }
}

/** Gives a floor's root one sheet more. */
export function adopt(root: ShadowRoot, text: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  root.adoptedStyleSheets.push(sheet)
}
