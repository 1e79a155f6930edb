/** Whether a link may be followed as far as its text tells; where its name leads is judged when the connection is made. */
export function mayFollow(url: URL, ports: readonly number[]): boolean {
  if (!['http:', 'https:'].includes(url.protocol)) return false
  if (url.username !== '' || url.password !== '') return false
  return ports.includes(portOf(url))
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}
