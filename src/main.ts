import { bootstrapAdministrator } from './composition/bootstrap-administrator.js';
import { loadProcessConfiguration } from './composition/configuration/load-process-configuration.js';
import { Core } from './composition/core.js';
import { createHttpServer } from './composition/create-http-server.js';
import { httpModule } from './composition/http.module.js';
import { listening } from './composition/listening.js';
import { startMetrics } from './composition/metrics.js';
import { exitOnFatalError, exitOnSignal } from './composition/process-lifecycle.js';
import { exitOnStartError, report } from './composition/start-error.js';
import { welcome } from './composition/welcome.js';
import { createPinoLogger } from './infrastructure/logging/pino-logger.js';
import { lowerPoolPriority } from './infrastructure/system/thread-priority.js';

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
