/**
 * Whether `address` (IPv4 in four decimal parts, or IPv6 without brackets) belongs to the internet at large: not to this
 * machine, a private network, a cloud's metadata service, or a purpose of its own (RFC 6890 and the registries of IANA). False
 * also for what is no address: the caller must not connect to what cannot be judged. An IPv6 address that carries an IPv4 one
 * (mapped, 6to4, NAT64) is judged by that.
 */
export function isPublicAddress(address: string): boolean {
  const v4 = parseIpv4(address)
  if (v4 !== null) return isPublicIpv4(v4)
  const v6 = parseIpv6(address)
  return v6 !== null && isPublicIpv6(v6)
}

/** How many bits an address has; null when it is none. Of IPv6 without brackets. */
export function addressBits(address: string): 32 | 128 | null {
  if (parseIpv4(address) !== null) return 32
  return parseIpv6(address) === null ? null : 128
}

/** Networks that are not the internet: the first address and how many leading bits count. */
const closedIpv4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by customers of a provider
  ['127.0.0.0', 8], // this machine
  ['169.254.0.0', 16], // link-local, and the metadata services of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocols of the IETF
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4, given up
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
]

function isPublicIpv4(address: number): boolean {
  return !closedIpv4.some(([network, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(address / size) === Math.floor((parseIpv4(network) ?? 0) / size)
  })
}

/** 2000::/3 is all that is given out as global; within it these are not. */
function isPublicIpv6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = groups
  if (isZero(groups.slice(0, 5)) && groups[5] === 0xffff) return isPublicIpv4(joinGroups(groups.slice(6)))
  if (a === 0x64 && b === 0xff9b && isZero(groups.slice(2, 6))) return isPublicIpv4(joinGroups(groups.slice(6)))
  if (a === 0x2002) return isPublicIpv4(joinGroups([b, c]))
  if (a < 0x2000 || a > 0x3fff) return false
  const isOfProtocols = a === 0x2001 && b < 0x200
  const isDocumentation = (a === 0x2001 && b === 0xdb8) || (a === 0x3fff && b < 0x1000)
  return !isOfProtocols && !isDocumentation
}

function isZero(groups: readonly number[]): boolean {
  return groups.every(group => group === 0)
}

function joinGroups([high = 0, low = 0]: readonly number[]): number {
  return high * 0x10000 + low
}

function parseIpv4(text: string): number | null {
  const parts = text.split('.')
  // A leading zero means octal to some programs and nothing to others.
  if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return null
  return parts.reduce((number, part) => number * 256 + Number(part), 0)
}

/** Eight groups of 16 bits. The parser of URLs knows every way to write them, and gives back one. */
function parseIpv6(text: string): readonly number[] | null {
  if (!/^[\da-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]/`)) return null
  const [left = '', right] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::')
  const head = readGroups(left)
  const tail = readGroups(right ?? '')
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function readGroups(text: string): readonly number[] {
  return text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16))
}
