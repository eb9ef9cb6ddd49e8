/** Whether a conversation is open on this site: the next visit then connects by itself once idle. */
export function remembered(siteKey: string) {
  const name = `parley:${siteKey}:talks`
  return {
    read(): boolean {
      try {
        return localStorage.getItem(name) !== null
      } catch {
        return false // storage is refused here
      }
    },
    write(talks: boolean): void {
      try {
        if (talks) localStorage.setItem(name, '1')
        else localStorage.removeItem(name)
      } catch {
        // storage is refused here: the badge waits for the first click
      }
    },
  }
}
