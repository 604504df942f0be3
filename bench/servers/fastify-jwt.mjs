// As the documentation of @fastify/jwt shows it.
import jwt from '@fastify/jwt';
import fastify from 'fastify';
import { user } from './user.mjs';

const app = fastify();
app.register(jwt, { secret: process.env.JWT_SECRET });

app.addHook('onRequest', async (request, reply) => {
  try {
    await request.jwtVerify();
  } catch (error) {
    reply.send(error);
  }
});

app.get('/me', async () => ({ user }));

app.listen({ port: Number(process.env.PORT), host: process.env.HOST });
