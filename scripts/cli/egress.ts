import { formatFaults, readEnvironment } from '#shared/config'
import { readSettings, type Settings } from '../../services/settings.ts'
import type { Command } from './command.ts'

/** Whom the running platform has connected to: asked of its `/metrics`, which is open on the same machine. */
export const egressCommand: Command = {
  name: 'egress',
  usage: '',
  summary: 'Show whom the running platform has connected to since it started, with requests and bytes.',
  async run(args, { print, complain }) {
    if (args.length > 0) {
      complain('Write: npm run cli -- egress')
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind !== 'loaded') {
      complain(formatFaults(outcome.faults))
      return 2
    }
    const url = metricsUrl(outcome.values)
    const text = await readMetrics(url, outcome.values)
    if (text === null) {
      complain(`Nothing answers at ${url}. Start the platform first (npm start), or look at its log: egress.report`)
      return 1
    }
    for (const line of describeEgress(text)) print(line)
    return 0
  },
}

function metricsUrl({ api_gateway: { host, port } }: Settings): string {
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}/metrics`
}

async function readMetrics(url: string, { api_gateway: gateway }: Settings): Promise<string | null> {
  const key = gateway.admin_key
  const headers = new Headers(key === null ? [] : [['authorization', `Bearer ${key.reveal()}`]])
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(5000) })
    return response.ok ? await response.text() : null
  } catch {
    return null
  }
}

/** A table of the lines of `/metrics` that speak of egress. */
function describeEgress(metrics: string): readonly string[] {
  const rows = new Map<string, { requests: number; sent: number; received: number }>()
  for (const [, name, host = '', direction, value] of metrics.matchAll(line)) {
    const row = rows.get(host) ?? { requests: 0, sent: 0, received: 0 }
    rows.set(host, row)
    if (name === 'requests') row.requests = Number(value)
    else row[direction === 'sent' ? 'sent' : 'received'] = Number(value)
  }
  if (rows.size === 0) return ['Nobody: no connection has been opened.']
  return [
    columns('host', 'requests', 'bytes sent', 'bytes received'),
    ...[...rows].map(([host, row]) => columns(host, ...[row.requests, row.sent, row.received].map(String))),
  ]
}

const line = /^egress_(requests|bytes)_total\{host="([^"]*)"(?:,direction="(\w+)")?\} (\S+)$/gm

function columns(host: string, ...numbers: readonly string[]): string {
  return [host.padEnd(32), ...numbers.map(number => number.padStart(15))].join(' ')
}
