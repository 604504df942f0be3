import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import express from 'express';
import { createExpressServer } from '../../../../../src/interfaces/http/server/express-server.js';

describe('createExpressServer', () => {
  const app = express();
  const server = createExpressServer(app, { keepAliveTimeout: 1_234 });
  const exchanges: { request: IncomingMessage; response: ServerResponse; prototypes: object[] }[] = [];

  beforeAll(async () => {
    app.get('/hello', (request, response) => {
      response.status(201).json({ name: request.query['name'] });
    });
    // This runs before Express changes the objects.
    server.prependListener('request', (request, response) => {
      const prototypes = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)];
      exchanges.push({ request, response, prototypes });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const greet = () => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hello?name=Ada`);

  it('serves the application', async () => {
    const response = await greet();
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ name: 'Ada' });
    expect(server.keepAliveTimeout).toBe(1_234);
  });

  it('keeps Express from replacing prototypes', async () => {
    await (await greet()).text();
    const { request, response, prototypes } = exchanges.at(-1) ?? {};
    expect(prototypes?.[0]).toBe(app.request);
    expect(prototypes?.[1]).toBe(app.response);
    expect(request && Object.getPrototypeOf(request)).toBe(app.request);
    expect(response && Object.getPrototypeOf(response)).toBe(app.response);
  });

  it('gives all requests the same hidden class, and all responses another', async () => {
    setFlagsFromString('--allow-natives-syntax');
    const haveSameShape = runInThisContext('(a, b) => %HaveSameMap(a, b)') as (
      a?: object,
      b?: object,
    ) => boolean;
    await (await greet()).text();
    await (await greet()).text();
    const [first, second] = exchanges.slice(-2);
    expect(haveSameShape(first?.request, second?.request)).toBe(true);
    expect(haveSameShape(first?.response, second?.response)).toBe(true);
  });
});
