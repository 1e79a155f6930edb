import type { IncomingHttpHeaders } from 'node:http'
import { startLoopbackServer } from './loopback-server.ts'

/** A span as OTLP/JSON writes it. */
export interface CollectedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
}

/** An OpenTelemetry collector that takes traces as OTLP over HTTP, in JSON. */
export interface OtlpCollector {
  readonly url: string
  /** What was taken, in order. */
  spans(): readonly CollectedSpan[]
  requests(): readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  /** From now on every request is answered with this status; null: taken again. */
  refuse(status: number | null): void
  close(): Promise<void>
}

interface TraceRequest {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[] }[]
}

export async function startCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = []
  const requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = []
  let refusal: number | null = null
  const server = await startLoopbackServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    requests.push({ path: request.url ?? '', headers: request.headers })
    if (refusal === null) {
      const { resourceSpans } = JSON.parse(body) as TraceRequest
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(scope => scope.spans)))
    }
    response.writeHead(refusal ?? 200, { 'Content-Type': 'application/json' }).end('{}')
  })
  return {
    url: server.url,
    spans: () => [...spans],
    requests: () => [...requests],
    refuse(status) {
      refusal = status
    },
    close: () => server.stop(),
  }
}
