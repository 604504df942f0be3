// Express with no authentication at all.
import express from 'express';
import { user } from './user.mjs';

const app = express();
app.use(express.json());

app.get('/me', (_req, res) => {
  res.json({ user });
});

app.listen(process.env.PORT, process.env.HOST);
