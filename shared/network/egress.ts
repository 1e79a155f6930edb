import { type ChannelListener, subscribe, unsubscribe } from 'node:diagnostics_channel'
import { ClientRequest } from 'node:http'
import { isIP, Socket } from 'node:net'
import { isPublicAddress } from '#shared/utils'

/** What this process exchanged with one host. */
export interface EgressTo {
  /** As it was asked for: a name or an address. `other` gathers what came after the first hundred. */
  readonly host: string
  /** Null until a connection stood: nothing says yet where the name leads. */
  readonly isOutside: boolean | null
  readonly connections: number
  /** HTTP requests; other protocols (PostgreSQL, Redis) have none. */
  readonly requests: number
  /** Bytes of the connections as the socket counts them: headers and bodies; for TLS before encryption. */
  readonly bytesSent: number
  readonly bytesReceived: number
}

export interface Egress {
  /** From when on it counts. */
  readonly since: number
  /** By host, in the order of their first connection. */
  list(): readonly EgressTo[]
  stop(): void
}

interface Tally {
  isOutside: boolean | null
  connections: number
  requests: number
  bytesSent: number
  bytesReceived: number
}

// Clients may send links, so the number of hosts is theirs to choose; labels and memory are not.
const mostHosts = 100

/**
 * Counts whom this process connects to, from now on, by Node's own announcements: TCP connections (`net.client.socket`) and HTTP
 * requests (`http.client.request.start`), whoever makes them. What the operating system does for it (DNS) and a TLS connection that
 * no HTTP request uses (`rediss:`) are not among them.
 */
export function watchEgress(nowMs: number): Egress {
  const tallies = new Map<string, Tally>()
  const open = new Map<Socket, Tally>()

  const onSocket: ChannelListener = message => {
    const socket = read(message, 'socket')
    if (!(socket instanceof Socket)) return
    let host: string | null = null
    socket.once('lookup', (_error, _address, _family, name: string) => {
      host = name
    })
    socket.once('connect', () => begin(socket, host ?? socket.remoteAddress ?? 'unknown'))
  }
  const onRequest: ChannelListener = message => {
    const request = read(message, 'request')
    if (!(request instanceof ClientRequest)) return
    const { host } = request
    tallyOf(host).requests += 1
    if (request.socket === null || request.socket === undefined) request.once('socket', socket => adopt(socket, host))
    else adopt(request.socket, host)
  }

  subscribe('net.client.socket', onSocket)
  subscribe('http.client.request.start', onRequest)
  return {
    since: nowMs,
    list: () => [...tallies].map(([host, tally]) => ({ host, ...withOpen(tally) })),
    stop() {
      unsubscribe('net.client.socket', onSocket)
      unsubscribe('http.client.request.start', onRequest)
    },
  }

  /** Of TLS only the request tells: its socket is announced by nobody. */
  function adopt(socket: Socket, host: string): void {
    if (open.has(socket)) return
    if (socket.connecting) socket.once('connect', () => begin(socket, host))
    else begin(socket, host)
  }

  function begin(socket: Socket, host: string): void {
    if (open.has(socket) || socket.destroyed) return
    const tally = tallyOf(host)
    tally.connections += 1
    const address = socket.remoteAddress ?? ''
    if (isIP(address) !== 0) tally.isOutside = tally.isOutside === true || isPublicAddress(address)
    open.set(socket, tally)
    socket.once('close', () => {
      open.delete(socket)
      tally.bytesSent += socket.bytesWritten
      tally.bytesReceived += socket.bytesRead
    })
  }

  function tallyOf(host: string): Tally {
    const name = tallies.has(host) || tallies.size < mostHosts ? host : 'other'
    const known = tallies.get(name)
    if (known !== undefined) return known
    const tally: Tally = { isOutside: null, connections: 0, requests: 0, bytesSent: 0, bytesReceived: 0 }
    tallies.set(name, tally)
    return tally
  }

  function withOpen(tally: Tally): Tally {
    const mine = [...open].filter(([, owner]) => owner === tally).map(([socket]) => socket)
    const sum = (of: (socket: Socket) => number) => mine.reduce((total, socket) => total + of(socket), 0)
    return {
      ...tally,
      bytesSent: tally.bytesSent + sum(socket => socket.bytesWritten),
      bytesReceived: tally.bytesReceived + sum(socket => socket.bytesRead),
    }
  }
}

function read(message: unknown, name: string): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined
}
