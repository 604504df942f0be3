import express from 'express';
import supertest from 'supertest';
import { sendJson } from '../../../../src/interfaces/http/send-json.js';

describe('sendJson', () => {
  const app = express().disable('etag');
  const body = { name: 'Ünïcødé 🔑', at: new Date(0), none: undefined };
  app.get('/ours', (_request, response) => sendJson(response.status(201), body));
  app.get('/express', (_request, response) => {
    response.status(201).json(body);
  });

  it.each(['get', 'head'] as const)('answers a %s like Express, and ends the line', async (method) => {
    const [ours, theirs] = await Promise.all([
      supertest(app)[method]('/ours'),
      supertest(app)[method]('/express'),
    ]);
    expect(ours.status).toBe(201);
    expect(ours.text).toBe(theirs.text && `${theirs.text}\n`);
    const length = String(Buffer.byteLength(JSON.stringify(body)) + 1);
    const headers = { ...theirs.headers, 'content-length': length, date: undefined };
    expect({ ...ours.headers, date: undefined }).toEqual(headers);
  });
});
