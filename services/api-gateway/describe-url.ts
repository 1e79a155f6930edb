/** The address that signs a browser in. */
export function describeLoginLink(host: string, port: number, token: string): string {
  return `${describeUrl(host, port)}/login?token=${token}`
}

/** Where a gateway that listens on this address is found; "all interfaces" is no address that a browser can open. */
export function describeUrl(host: string, port: number): string {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
