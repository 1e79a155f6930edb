import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { OtelConfig } from './config.ts'

/** Takes spans to a collector. */
export interface SpanSink {
  readonly resource: Resource
  /** Resolves with an error's code where the collector did not take them, after the exporter's own bounded tries. */
  send(spans: readonly ReadableSpan[]): Promise<string | null>
  close(): Promise<void>
}

const timeoutMs = 10_000

/** Loads OpenTelemetry, which nobody pays for without a collector. Null when none is configured. */
export async function createSpanSink(config: OtelConfig): Promise<SpanSink | null> {
  if (config.exporter_otlp_endpoint === null) return null
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  const exporter = new OTLPTraceExporter({
    url: `${config.exporter_otlp_endpoint}/v1/traces`,
    headers: readHeaders(config.exporter_otlp_headers?.reveal() ?? ''),
    timeoutMillis: timeoutMs,
  })
  return {
    resource: resourceFromAttributes({ 'service.name': config.service_name }),
    send: spans =>
      new Promise(resolve => {
        exporter.export([...spans], ({ code, error }) => resolve(code === 0 ? null : (error?.name ?? 'refused')))
      }),
    close: () => exporter.shutdown(),
  }
}

function readHeaders(text: string): Record<string, string> {
  const pairs = text.split(',').filter(pair => pair !== '')
  return Object.fromEntries(
    pairs.map(pair => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]
    }),
  )
}
