import { createPinoLogger } from '../infrastructure/logging/pino-logger.js';
import { lowerPoolPriority } from '../infrastructure/system/thread-priority.js';
import { bootstrapAdministrator } from './bootstrap-administrator.js';
import { loadProcessConfiguration } from './configuration/load-process-configuration.js';
import { Core } from './core.js';
import { createHttpServer } from './create-http-server.js';
import { httpModule } from './http.module.js';
import { listening } from './listening.js';
import { startMetrics } from './metrics.js';
import { exitOnFatalError, exitOnSignal } from './process-lifecycle.js';
import { exitOnStartError, report } from './start-error.js';
import { welcome } from './welcome.js';

const configuration = await loadProcessConfiguration();
const processLogger = await createPinoLogger({
  level: configuration.LOG_LEVEL,
  pretty: configuration.NODE_ENV === 'development',
});
exitOnFatalError(processLogger);

const core = await Core.open(configuration, processLogger.logger, report).catch(exitOnStartError);
await core.prepare().catch(exitOnStartError);
const { container } = core;
container.load(httpModule(configuration));
const metrics = await startMetrics(container, configuration, processLogger);
const server = await createHttpServer(container, configuration, metrics && [metrics.observer]);
await bootstrapAdministrator(container, configuration);

const { HOST, PORT } = configuration;
const url = await listening(server.listen(PORT, HOST), { host: 'HOST', port: 'PORT' });
if (configuration.HASHING_THREAD_PRIORITY === 'low') void lowerPoolPriority();
exitOnSignal(processLogger, configuration.SHUTDOWN_DELAY_SECONDS * 1_000, async () => {
  await server.drain();
  metrics?.close();
  await core.close();
});
await welcome(container, configuration, { url, metricsUrl: metrics?.url });
