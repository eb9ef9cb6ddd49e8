// A window of its own for a chat that began on another page. That page opened this one, and lends it its visitor: by a
// message, never by the address. Both look at who speaks (S9): the nonce was made for this window, the page is one that the
// site allows, as the server says, and what is lent goes through a port that nobody else holds.
;(() => {
  const script = document.currentScript
  const { tag, from } = script.dataset
  const { opener, location } = globalThis
  const nonce = location.hash.slice(1)
  const parley = globalThis.Parley ?? []
  globalThis.Parley = parley
  /** A page that does not answer is gone, or is none of ours: then this is a chat like any other. Milliseconds. */
  const SOON = 5_000

  const lend = () =>
    new Promise((done) => {
      const giveUp = setTimeout(done, SOON, null)
      addEventListener('message', function hear({ source, origin, data, ports: [port] }) {
        if (source !== opener || origin !== from || data?.parley !== nonce || !port) return
        removeEventListener('message', hear)
        port.onmessage = ({ data: lent }) => {
          clearTimeout(giveUp)
          port.onmessage = ({ data: told }) => told === 'close' && close()
          addEventListener('pagehide', () => port.postMessage('bye'))
          done(lent)
        }
      })
      opener.postMessage({ parley: nonce }, from)
    })

  /** The chat, which keeps nothing of what it was lent in this browser. */
  async function begin() {
    const lent = from && opener && nonce ? await lend() : null
    const chat = document.createElement('script')
    chat.src = tag
    chat.dataset.mount = '#chat'
    if (lent) {
      chat.dataset.popout = ''
      parley.push(['arrive', lent])
    }
    document.head.append(chat)
  }
  void begin()
})()
