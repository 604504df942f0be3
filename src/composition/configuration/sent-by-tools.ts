/**
 * The header fields that front-end tools add to requests. Without permission for one of them, a browser sends no request at all.
 */
export const SENT_BY_TOOLS: readonly string[] = [
  // W3C Trace Context and Baggage, as used by OpenTelemetry, and the fields of other tracers.
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'uber-trace-id',
  'x-datadog-trace-id',
  'x-datadog-parent-id',
  'x-datadog-origin',
  'x-datadog-sampling-priority',
  'newrelic',
  'elastic-apm-traceparent',
  'request-id',
  'request-context',
  'x-amzn-trace-id',
  // Request libraries and their middleware.
  'x-request-id',
  'x-correlation-id',
  'x-requested-with',
  'idempotency-key',
  'cache-control',
  'pragma',
];
