import type { Container } from 'inversify';
import { ports } from '../../../src/wiring/port-identifiers.js';

/** Rejects if a health indicator of the technology rejects. */
export async function healthOf(container: Container): Promise<void> {
  const isBound = container.isBound(ports.HealthIndicator);
  const indicators = isBound ? await container.getAllAsync(ports.HealthIndicator) : [];
  await Promise.all(indicators.map((indicator) => indicator.check()));
}
