export { type OtelConfig, otelSection } from './config.ts'
export { createSpanSink, type SpanSink } from './create-span-sink.ts'
export { createTraceExport, type TraceExport, type TraceExportDeps } from './create-trace-export.ts'
