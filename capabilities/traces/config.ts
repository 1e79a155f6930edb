import { z } from 'zod'
import { defineSection, httpUrl, type SectionValue, secret, text } from '#shared/config'

export type OtelConfig = SectionValue<typeof otelSection>

/** Where traces go. Its keys give the variables that OpenTelemetry itself names, such as OTEL_EXPORTER_OTLP_ENDPOINT. */
export const otelSection = defineSection(
  'otel',
  z
    .strictObject({
      exporter_otlp_endpoint: httpUrl()
        .nullable()
        .default(null)
        .describe('Collector that takes OTLP over HTTP, such as http://127.0.0.1:4318; nothing: no traces.'),
      exporter_otlp_headers: secret(/^[^=,\s]+=[^,]*(,[^=,\s]+=[^,]*)*$/, 'pairs like name=value,name=value')
        .nullable()
        .default(null)
        .describe('Headers for the collector, such as authorization=Bearer abc.'),
      service_name: text().default('telegram-ai-platform').describe('What the collector calls this installation.'),
    })
    .describe('Traces (OpenTelemetry): how long each step of an answer took, never what was said.'),
)
